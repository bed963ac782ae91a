ALTER TABLE "app_user" DROP CONSTRAINT "app_user_email_unique";--> statement-breakpoint
ALTER TABLE "app_user" DROP CONSTRAINT "app_user_email_key_unique";--> statement-breakpoint
CREATE INDEX "chat_message_staff" ON "chat_message" USING btree ("room_id","ordinal") WHERE "chat_message"."audience" = 'staff';--> statement-breakpoint
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user" USING btree ("email_key") WHERE "app_user"."password_hash" is not null;