CREATE TABLE "acceptances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"created_by" uuid,
	"status" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "accepted_labels" (
	"acceptance_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"label" text NOT NULL,
	"label_before" text,
	"edited_before" boolean NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "accepted_labels_acceptance_id_image_id_pk" PRIMARY KEY("acceptance_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "image_suggestions" (
	"run_id" uuid NOT NULL,
	"list" text NOT NULL,
	"position" integer NOT NULL,
	"image_id" uuid NOT NULL,
	"label" text NOT NULL,
	"confidence" real NOT NULL,
	"given_confidence" real,
	"alternatives" jsonb NOT NULL,
	"label_then" text,
	"edited_then" boolean NOT NULL,
	CONSTRAINT "image_suggestions_run_id_list_position_pk" PRIMARY KEY("run_id","list","position")
);
--> statement-breakpoint
CREATE TABLE "suggestion_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"created_by" uuid,
	"status" text NOT NULL,
	"request" jsonb NOT NULL,
	"facts" jsonb,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "acceptances" ADD CONSTRAINT "acceptances_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acceptances" ADD CONSTRAINT "acceptances_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accepted_labels" ADD CONSTRAINT "accepted_labels_acceptance_id_acceptances_id_fk" FOREIGN KEY ("acceptance_id") REFERENCES "public"."acceptances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accepted_labels" ADD CONSTRAINT "accepted_labels_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_suggestions" ADD CONSTRAINT "image_suggestions_run_id_suggestion_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."suggestion_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_suggestions" ADD CONSTRAINT "image_suggestions_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD CONSTRAINT "suggestion_runs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD CONSTRAINT "suggestion_runs_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acceptances_project" ON "acceptances" USING btree ("project_id","id");--> statement-breakpoint
CREATE INDEX "acceptances_creator" ON "acceptances" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "acceptances_created" ON "acceptances" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "accepted_labels_state" ON "accepted_labels" USING btree ("acceptance_id","state","image_id");--> statement-breakpoint
CREATE INDEX "accepted_labels_image" ON "accepted_labels" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "image_suggestions_label" ON "image_suggestions" USING btree ("run_id","list","label","position");--> statement-breakpoint
CREATE INDEX "image_suggestions_image" ON "image_suggestions" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "suggestion_runs_project" ON "suggestion_runs" USING btree ("project_id","id");--> statement-breakpoint
CREATE INDEX "suggestion_runs_creator" ON "suggestion_runs" USING btree ("created_by");