CREATE TABLE "audit_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "audit_event_action" CHECK ("audit_event"."action" in ('person.joined', 'person.roleChanged', 'person.deactivated', 'person.activated', 'invite.created', 'invite.revoked', 'room.opened', 'room.archived', 'room.reopened', 'room.deleted', 'room.ownerAppointed', 'search.enabled', 'search.disabled', 'token.created', 'token.revoked'))
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_company" ON "audit_event" USING btree ("company_id","id");