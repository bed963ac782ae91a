CREATE TABLE "company" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "company_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "company_log" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_change" (
	"company_id" uuid NOT NULL,
	"pos" bigint NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"message_id" uuid,
	"actor_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "room_change_company_id_pos_pk" PRIMARY KEY("company_id","pos"),
	CONSTRAINT "room_change_room_seq" UNIQUE("room_id","seq"),
	CONSTRAINT "room_change_kind" CHECK ("room_change"."kind" in ('message.posted', 'message.edited', 'message.deleted', 'reaction.added', 'reaction.removed', 'member.added', 'member.changed', 'member.removed', 'room.changed', 'room.deleted'))
);
--> statement-breakpoint
CREATE TABLE "chat_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"sender_id" uuid,
	"message_type" text NOT NULL,
	"content_encrypted" "bytea",
	"extra_metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"seq" bigint NOT NULL,
	"ordinal" bigint,
	"client_id" text,
	"body_digest" "bytea",
	"reply_to_id" uuid,
	"audience" text DEFAULT 'everyone' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "chat_message_room_seq" UNIQUE("room_id","seq"),
	CONSTRAINT "chat_message_client" UNIQUE("room_id","sender_id","client_id"),
	CONSTRAINT "chat_message_type" CHECK ("chat_message"."message_type" in ('text', 'image', 'file', 'system', 'action')),
	CONSTRAINT "chat_message_audience" CHECK ("chat_message"."audience" in ('everyone', 'staff'))
);
--> statement-breakpoint
CREATE TABLE "message_reaction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"reaction" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "message_reaction_once" UNIQUE("message_id","user_id","reaction")
);
--> statement-breakpoint
CREATE TABLE "message_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"content_encrypted" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "message_revision_number" UNIQUE("message_id","revision")
);
--> statement-breakpoint
CREATE TABLE "app_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "app_user_email_unique" UNIQUE("email"),
	CONSTRAINT "app_user_email_key_unique" UNIQUE("email_key"),
	CONSTRAINT "app_user_role" CHECK ("app_user"."role" in ('admin', 'agent', 'employee', 'customer'))
);
--> statement-breakpoint
CREATE TABLE "invite" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"role" text NOT NULL,
	"email" text,
	"room_ids" uuid[] NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "invite_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invite_role" CHECK ("invite"."role" in ('admin', 'agent', 'employee', 'customer'))
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limit_bucket" (
	"key" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"filled_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid,
	"user_id" uuid,
	"room_id" uuid,
	"event_type" text NOT NULL,
	"subject" text,
	"timestamp" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"refused" integer NOT NULL,
	CONSTRAINT "rate_limit_log_minute" UNIQUE NULLS NOT DISTINCT("user_id","room_id","event_type","subject","timestamp")
);
--> statement-breakpoint
CREATE TABLE "chat_member" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"last_read_at" timestamp (3) with time zone,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_read_seq" bigint DEFAULT 0 NOT NULL,
	"last_read_ordinal" bigint DEFAULT 0 NOT NULL,
	"joined_seq" bigint NOT NULL,
	"left_seq" bigint,
	"notify" text DEFAULT 'all' NOT NULL,
	"muted_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "chat_member_room_user" UNIQUE("room_id","user_id"),
	CONSTRAINT "chat_member_role" CHECK ("chat_member"."role" in ('owner', 'admin', 'member', 'guest')),
	CONSTRAINT "chat_member_notify" CHECK ("chat_member"."notify" in ('all', 'mentions', 'none'))
);
--> statement-breakpoint
CREATE TABLE "chat_room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"type" text NOT NULL,
	"company_id" uuid NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"posting" text DEFAULT 'everyone' NOT NULL,
	"enrolment" text,
	"topic_encrypted" "bytea",
	"topic_revision" integer DEFAULT 0 NOT NULL,
	"extra_metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"message_count" bigint DEFAULT 0 NOT NULL,
	"direct_key" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "chat_room_direct_key_unique" UNIQUE("direct_key"),
	CONSTRAINT "chat_room_type" CHECK ("chat_room"."type" in ('direct', 'group', 'company', 'support')),
	CONSTRAINT "chat_room_posting" CHECK ("chat_room"."posting" in ('everyone', 'admins')),
	CONSTRAINT "chat_room_enrolment" CHECK ("chat_room"."enrolment" in ('everyone', 'open'))
);
--> statement-breakpoint
CREATE TABLE "room_key" (
	"room_id" uuid NOT NULL,
	"audience" text NOT NULL,
	"version" integer NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "room_key_room_id_audience_version_pk" PRIMARY KEY("room_id","audience","version"),
	CONSTRAINT "room_key_audience" CHECK ("room_key"."audience" in ('everyone', 'staff'))
);
--> statement-breakpoint
ALTER TABLE "company_log" ADD CONSTRAINT "company_log_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_change" ADD CONSTRAINT "room_change_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_room_id_chat_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."chat_room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_sender_id_app_user_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."app_user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_reply" FOREIGN KEY ("reply_to_id") REFERENCES "public"."chat_message"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reaction" ADD CONSTRAINT "message_reaction_message_id_chat_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."chat_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reaction" ADD CONSTRAINT "message_reaction_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_revision" ADD CONSTRAINT "message_revision_message_id_chat_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."chat_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_created_by_app_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_limit_log" ADD CONSTRAINT "rate_limit_log_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_member" ADD CONSTRAINT "chat_member_room_id_chat_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."chat_room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_member" ADD CONSTRAINT "chat_member_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_room" ADD CONSTRAINT "chat_room_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_key" ADD CONSTRAINT "room_key_room_id_chat_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."chat_room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "room_change_age" ON "room_change" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_message_ordinal" ON "chat_message" USING btree ("room_id","ordinal") WHERE "chat_message"."ordinal" is not null;--> statement-breakpoint
CREATE INDEX "chat_message_sender" ON "chat_message" USING btree ("room_id","sender_id","ordinal") WHERE "chat_message"."ordinal" is not null;--> statement-breakpoint
CREATE INDEX "chat_message_deleted" ON "chat_message" USING btree ("room_id","ordinal") WHERE "chat_message"."is_deleted";--> statement-breakpoint
CREATE INDEX "chat_message_reply_to" ON "chat_message" USING btree ("reply_to_id") WHERE "chat_message"."reply_to_id" is not null;--> statement-breakpoint
CREATE INDEX "app_user_company" ON "app_user" USING btree ("company_id","name");--> statement-breakpoint
CREATE INDEX "invite_company" ON "invite" USING btree ("company_id");--> statement-breakpoint
CREATE INDEX "user_session_user" ON "user_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rate_limit_bucket_age" ON "rate_limit_bucket" USING btree ("filled_at");--> statement-breakpoint
CREATE INDEX "rate_limit_log_company" ON "rate_limit_log" USING btree ("company_id","timestamp");--> statement-breakpoint
CREATE INDEX "chat_member_user" ON "chat_member" USING btree ("user_id","is_active");--> statement-breakpoint
CREATE INDEX "chat_room_company" ON "chat_room" USING btree ("company_id","type");