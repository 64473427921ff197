CREATE TABLE "cluster_groups" (
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"tags" jsonb NOT NULL,
	"representatives" jsonb NOT NULL,
	"labelled_as" text,
	"labelled_at" timestamp with time zone,
	CONSTRAINT "cluster_groups_run_id_number_pk" PRIMARY KEY("run_id","number")
);
--> statement-breakpoint
CREATE TABLE "cluster_members" (
	"run_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"group_number" integer,
	"strength" real NOT NULL,
	"x" real NOT NULL,
	"y" real NOT NULL,
	"before" jsonb,
	CONSTRAINT "cluster_members_run_id_image_id_pk" PRIMARY KEY("run_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "cluster_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"created_by" uuid,
	"status" text DEFAULT 'pending' NOT NULL,
	"options" jsonb NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"algorithm" text,
	"compared_by" jsonb,
	"images" integer,
	"left_out" integer,
	"is_map_kept" boolean,
	"notices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "cluster_groups" ADD CONSTRAINT "cluster_groups_run_id_cluster_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."cluster_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_members" ADD CONSTRAINT "cluster_members_run_id_cluster_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."cluster_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_members" ADD CONSTRAINT "cluster_members_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_runs" ADD CONSTRAINT "cluster_runs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_runs" ADD CONSTRAINT "cluster_runs_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cluster_members_image" ON "cluster_members" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "cluster_members_group" ON "cluster_members" USING btree ("run_id","group_number","strength","image_id");--> statement-breakpoint
CREATE INDEX "cluster_runs_project" ON "cluster_runs" USING btree ("project_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cluster_runs_open" ON "cluster_runs" USING btree ("project_id") WHERE status in ('pending', 'running');--> statement-breakpoint
CREATE INDEX "cluster_runs_creator" ON "cluster_runs" USING btree ("created_by");