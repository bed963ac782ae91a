ALTER TABLE "message_search" DROP CONSTRAINT "message_search_room_id_chat_room_id_fk";
--> statement-breakpoint
DROP INDEX "message_search_room";--> statement-breakpoint
DROP INDEX "message_search_tokens";--> statement-breakpoint
ALTER TABLE "message_search" ADD COLUMN "company_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "message_search" ADD COLUMN "created_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "search_progress" ADD COLUMN "history_before" uuid;--> statement-breakpoint
ALTER TABLE "message_search" ADD CONSTRAINT "message_search_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_search_newest" ON "message_search" USING btree ("company_id","created_at","message_id");--> statement-breakpoint
CREATE INDEX "message_search_tokens" ON "message_search" USING gin ("tokens") WITH (fastupdate=false);--> statement-breakpoint
ALTER TABLE "message_search" DROP COLUMN "seq";