CREATE TABLE "message_mention" (
	"message_id" uuid NOT NULL,
	"user_id" uuid,
	"room_id" uuid NOT NULL,
	"sender_id" uuid,
	"ordinal" bigint NOT NULL,
	CONSTRAINT "message_mention_once" UNIQUE NULLS NOT DISTINCT("message_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "message_mention" ADD CONSTRAINT "message_mention_message_id_chat_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."chat_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_mention" ADD CONSTRAINT "message_mention_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_mention_unread" ON "message_mention" USING btree ("user_id","room_id","ordinal");