CREATE TABLE "compared_images" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"compared_by" text NOT NULL,
	"digest" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duplicate_act_images" (
	"act_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"status_before" text NOT NULL,
	"duplicate_of_before" uuid,
	"code_before" text,
	"detail_before" text,
	CONSTRAINT "duplicate_act_images_act_id_image_id_pk" PRIMARY KEY("act_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "duplicate_act_pairs" (
	"act_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"duplicate_id" uuid NOT NULL,
	"before" text,
	"after" text NOT NULL,
	CONSTRAINT "duplicate_act_pairs_act_id_image_id_duplicate_id_pk" PRIMARY KEY("act_id","image_id","duplicate_id")
);
--> statement-breakpoint
CREATE TABLE "duplicate_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"user_id" uuid,
	"decision" text NOT NULL,
	"rule" text,
	"groups" integer NOT NULL,
	"images" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "duplicate_findings" (
	"project_id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"compared_by" text,
	"images" integer DEFAULT 0 NOT NULL,
	"compared" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_detail" text,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "duplicate_group_images" (
	"group_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sureness" real NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "duplicate_group_images_group_id_image_id_pk" PRIMARY KEY("group_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "duplicate_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"sureness" integer NOT NULL,
	"act_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "likely_copies" (
	"project_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sureness" real NOT NULL,
	CONSTRAINT "likely_copies_image_id_other_id_pk" PRIMARY KEY("image_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD COLUMN "chosen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "compared_images" ADD CONSTRAINT "compared_images_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_act_images" ADD CONSTRAINT "duplicate_act_images_act_id_duplicate_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."duplicate_acts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_act_images" ADD CONSTRAINT "duplicate_act_images_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_act_pairs" ADD CONSTRAINT "duplicate_act_pairs_act_id_duplicate_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."duplicate_acts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_act_pairs" ADD CONSTRAINT "duplicate_act_pairs_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_act_pairs" ADD CONSTRAINT "duplicate_act_pairs_duplicate_id_images_id_fk" FOREIGN KEY ("duplicate_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_acts" ADD CONSTRAINT "duplicate_acts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_acts" ADD CONSTRAINT "duplicate_acts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_findings" ADD CONSTRAINT "duplicate_findings_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_group_images" ADD CONSTRAINT "duplicate_group_images_group_id_duplicate_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."duplicate_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_group_images" ADD CONSTRAINT "duplicate_group_images_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_groups" ADD CONSTRAINT "duplicate_groups_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_groups" ADD CONSTRAINT "duplicate_groups_act_id_duplicate_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."duplicate_acts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likely_copies" ADD CONSTRAINT "likely_copies_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likely_copies" ADD CONSTRAINT "likely_copies_other_id_images_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "compared_images_project" ON "compared_images" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "duplicate_act_images_image" ON "duplicate_act_images" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "duplicate_act_pairs_image" ON "duplicate_act_pairs" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "duplicate_act_pairs_duplicate" ON "duplicate_act_pairs" USING btree ("duplicate_id");--> statement-breakpoint
CREATE INDEX "duplicate_acts_project" ON "duplicate_acts" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "duplicate_group_images_image" ON "duplicate_group_images" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "duplicate_groups_order" ON "duplicate_groups" USING btree ("project_id","sureness","id");--> statement-breakpoint
CREATE INDEX "duplicate_groups_act" ON "duplicate_groups" USING btree ("act_id");--> statement-breakpoint
CREATE INDEX "likely_copies_other" ON "likely_copies" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "likely_copies_project" ON "likely_copies" USING btree ("project_id");