/**
 * Types of the API, made of `packages/pixmill/openapi.json`: `npm run openapi` writes them anew.
 */

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say hello
         * @description Tells programs what this is; browsers get a page.
         */
        get: operations["greet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload files
         * @description One or more images into your default project. When one of them is not allowed, nothing is uploaded; one that cannot be decoded is told after the others were taken.
         */
        post: operations["uploadFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{stored_filename}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an uploaded file
         * @description What `preview_url` points at.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{file_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an uploaded file in small
         * @description WebP, made once. The id is the stored name, with or without its extension.
         */
        get: operations["getUploadThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Makes an account and logs in to it. The first user of an installation is an admin.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Trades an e-mail address and a password for tokens. After repeated failures the answer is 429, for longer each time.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh tokens
         * @description Trades a refresh token for new tokens. Each is used once: one that comes a second time ends the login it belongs to.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the login of the access token, or of the refresh token, whose access token may have expired.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get oneself
         * @description The user that makes this request.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change oneself
         * @description Changes what is named: the e-mail address, the name.
         */
        patch: operations["updateProfile"];
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get oneself
         * @description The user that makes this request.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /**
         * Delete oneself
         * @description Deletes the own account with all its projects, images and keys. An admin cannot delete itself.
         */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /**
         * Change oneself
         * @description Changes what is named: the e-mail address, the name.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the own password
         * @description Asks for the current one. Every login ends, this one too: log in again with the new password.
         */
        patch: operations["changePassword"];
        trace?: never;
    };
    "/api/v1/login/test-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an access token
         * @description Answers with the user of the token.
         */
        post: operations["testToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-recovery/{email}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Mails a link that works once and for an hour. The answer never tells whether there is an account.
         */
        post: operations["recoverPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description Uses the token of the mailed link. All logins of the user end.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description All users of the installation, for admins.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make a user
         * @description Makes an account for somebody, who is told by mail.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up without logging in
         * @description Makes an account for whoever asks, who is told by mail. The first user is an admin.
         */
        post: operations["signUpUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description Oneself, or anybody for admins.
         */
        get: operations["getUser"];
        /**
         * Change a user (PUT)
         * @description Changes what is named and leaves the rest. Address and name: oneself or an admin. Role, state and password: an admin.
         */
        put: operations["replaceUser"];
        post?: never;
        /**
         * Delete a user
         * @description Deletes an account with all its projects, images and keys: oneself, or anybody for admins.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Changes what is named and leaves the rest. Address and name: oneself or an admin. Role, state and password: an admin.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/private/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a user without mail
         * @description For tests and first steps: only where `ENVIRONMENT` is `local`, and only from the same machine. No mail is sent, and `SIGNUP` does not count.
         */
        post: operations["createPrivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How every part is
         * @description Looks at the database, the queue and its live workers, storage, search, and Redis when it is set; an answer holds for a second. 503 when requests cannot be answered.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be answered
         * @description 503 while they cannot: a load balancer sends them elsewhere.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers at all
         * @description Looks at nothing else: a process that does not answer this should be started again.
         */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who did what
         * @description What you did, newest first; admins see what everybody did. All filters that are given must hold.
         */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Yours, newest first; admins may ask for those of another user.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description For programs: send it as `X-API-Key`. The key is in this answer only. A key can make keys, too, but none that may do more, last longer or ask more often than itself.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description What it may do and when it was used last, without the key.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Delete an API key
         * @description It stops working with the next request.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description Name, scopes, limit and end; the key stays the same. What is left out stays.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/api/v1/api-keys/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what an API key was used for
         * @description Requests a day (UTC). Those of the last seconds may be missing where several processes answer.
         */
        get: operations["getApiKeyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of a project
         * @description Runs that made, or are making, clusters of the project, newest first.
         */
        get: operations["listClusterRuns"];
        put?: never;
        /**
         * Put the images of a project into clusters
         * @description Groups the kept images by likeness in the background, names each group, and draws a map of them. Images are compared by the embeddings of the model that has seen most of them, or by how they look where none has. One run at a time a project; the newest 5 are kept. The same images give the same groups and the same map.
         */
        post: operations["makeClusters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get clusters
         * @description A run with its groups, the largest first: their names, sizes, and images that stand for them.
         */
        get: operations["getClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel clusters
         * @description Stops a run that is pending or running; nothing of it stays.
         */
        post: operations["cancelClusters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the map of clusters
         * @description Where each image lies: what is alike lies together. As JSON with parallel lists, or with `format=binary` as bytes: `PXM1`, the count of points (uint32), 16 bytes of each id, then all x (float32), all y (float32), and all numbers of groups (uint32, 0 for outliers), little end first. `If-None-Match` with its `ETag` saves sending it again.
         */
        get: operations["getClusterMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}/groups/{group}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the images of a group
         * @description The images of a group, those that belong to it most surely first; group 0 are the outliers.
         */
        get: operations["listClusterImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}/groups/{group}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a group a label
         * @description Gives all images of a group a label that counts as written by you, so that no source overwrites it. Labels that people wrote stay unless `overwrite_edited`. `DELETE` takes it back.
         */
        post: operations["labelCluster"];
        /**
         * Take the label of a group back
         * @description Images get back the label that they had, unless theirs was changed since.
         */
        delete: operations["unlabelCluster"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/clusters/{run}/dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a dataset of groups
         * @description Makes a dataset, in a project of its own, of the images of these groups, whose names become labels; it is filled in the background, and then its archive is written (`GET /datasets/{id}/status`). At most 20,000 images at once.
         */
        post: operations["makeClusterDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your datasets
         * @description Your datasets, newest first unless sorted otherwise. Admins see those of everybody.
         */
        get: operations["listDatasets"];
        put?: never;
        /**
         * Make a dataset
         * @description Makes a dataset in a project of its own and starts its crawl; when that has ended, an archive is written. Give `keywords`, or `categories` whose keywords share a label.
         */
        post: operations["createDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a dataset
         * @description One of your datasets.
         */
        get: operations["getDataset"];
        /**
         * Change a dataset
         * @description Changes name or description; what is left out stays as it is.
         */
        put: operations["updateDataset"];
        post?: never;
        /**
         * Delete a dataset
         * @description Deletes it with its archive and its project; what runs for it is stopped. A project in which there are other jobs or uploads too stays.
         */
        delete: operations["deleteDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a dataset
         * @description Stops its crawl, or its archive. What was kept stays, and it can be built again.
         */
        post: operations["cancelDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Build a dataset again
         * @description A crawl brings what it lacks of `max_images`, and its archive is written anew. Not while it is pending or processing.
         */
        post: operations["buildDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count your datasets
         * @description Your datasets by their state, and the images that they have. Admins see those of everybody.
         */
        get: operations["getDatasetStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far a dataset is
         * @description Its state alone, to be asked for again and again. For events, follow its job.
         */
        get: operations["getDatasetStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a link to the archive
         * @description A link that works without a header until it expires. The archive is a ZIP of an imagefolder: images by label, metadata.jsonl, a dataset card, a report, licences and attributions, and SHA256SUMS.
         */
        post: operations["linkDatasetArchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the archive
         * @description The newest archive. Ranges work, so that a download can go on; `ETag` changes when it is built again.
         */
        get: operations["getDatasetArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List groups of likely duplicates
         * @description Images of a project that are likely one picture, as groups that nobody has decided about, the surest first: crops, overlays, mirrored, turned and recoloured copies that hashes miss, and what hashes have settled already. They are found when the finding is started (`POST /duplicates`).
         */
        get: operations["listDuplicates"];
        put?: never;
        /**
         * Find likely duplicates
         * @description Compares the images of a project that are new, or were analysed anew, with all others in the background, and makes the groups anew. Decided pairs never come back.
         */
        post: operations["findDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/finding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far the finding is
         * @description Whether the finding of duplicates in a project waits, runs or is done, and for how many images.
         */
        get: operations["getDuplicateFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was decided
         * @description Decisions about the duplicates of a project, the newest first, each with what it is undone by.
         */
        get: operations["listDuplicateActs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about many groups by a rule
         * @description Keeps one image of each open group that is sure enough, chosen by a rule; the others become its duplicates. Without `preview: false` nothing is changed, and you see what would be. All of it is undone at once (`POST /duplicates/undo/{act}`). One decision takes the 500 surest groups.
         */
        post: operations["decideDuplicatesByRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a group of likely duplicates
         * @description One group with its images, as in the list.
         */
        get: operations["getDuplicateGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about a group
         * @description `keep`: the image that you name is kept, and the others become its duplicates; `same`: they are one picture, of which the best copy is kept by the rule; `different`: they are none of each other, and are never shown together again. It is remembered by pairs of images, for ever, and stands above what hashes say.
         */
        post: operations["decideDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/undo/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a decision
         * @description Takes back all that a decision did, about one group or many: images stand as they did, and what was said of them before counts again. A second time it changes nothing.
         */
        post: operations["undoDuplicateAct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List images
         * @description Your images (admins: all), newest first. Filters are joined by and.
         */
        get: operations["listImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an image
         * @description What is known of one image.
         */
        get: operations["getImage"];
        put?: never;
        post?: never;
        /**
         * Delete an image
         * @description The image leaves its project. What it stood for as a duplicate is decided anew; its bytes go when nothing else needs them.
         */
        delete: operations["deleteImage"];
        options?: never;
        head?: never;
        /**
         * Change an image
         * @description Title, description, tags and label; what is left out stays. What you write is never overwritten by a source.
         */
        patch: operations["updateImage"];
        trace?: never;
    };
    "/api/v1/images/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Analyse an image again
         * @description Measures it anew in the background: scores, hashes, palette, issues, duplicates.
         */
        post: operations["reprocessImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the file of an image
         * @description The bytes as they came. Ranges and `If-None-Match` work; they never change, so caches may keep them.
         */
        get: operations["getImageFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save the file of an image
         * @description The same as `/file`, under its name and with the extension of what it is.
         */
        get: operations["downloadImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an image in small
         * @description WebP, made once. Animated images show their first frame.
         */
        get: operations["getImageThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload an image
         * @description The file goes through the same pipeline as every other image: measured, checked for duplicates, stored once. An exact copy of what the project has answers 200 with that image.
         */
        post: operations["uploadImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/upload-multiple": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload many images
         * @description As many files as MAX_UPLOAD_FILES allows. A file that is not taken never loses the others.
         */
        post: operations["uploadImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your jobs
         * @description Jobs of your projects, newest first unless sorted otherwise. Admins see those of everybody.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Make a job
         * @description A job asks sources for keywords and takes what they name through fetch, checks and dedupe into a project. It waits until it is started. A source that is off is a 400 that says why.
         */
        post: operations["createJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a job
         * @description What it was asked, and how it stands.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /**
         * Delete a job
         * @description Deletes a job with its outcomes and the images that it found; a running one stops. Images that another job found too stay. It cannot be undone.
         */
        delete: operations["deleteJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a job
         * @description Pending jobs only; a job that ended is started again by retrying it.
         */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description Pending and running jobs only. Fetching stops within two seconds on every worker; what was kept stays, and candidates in flight end as skipped (`job.cancelled`). Retrying the job goes on with them.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job
         * @description Pending and running jobs only. Fetching stops within two seconds on every worker; what was kept stays, and candidates in flight end as skipped (`job.cancelled`). Retrying the job goes on with them.
         */
        post: operations["stopJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a job
         * @description A failed or cancelled job goes on where it stopped, and tries candidates again that failed for one of `reasons`. Of a completed one, the candidates that failed (all, or for one of `reasons`) are tried again, and sources that gave up.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far a job is
         * @description Counted from the rows and the queue at this moment; `/events` tells it without being asked.
         */
        get: operations["getJobProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the images of a job
         * @description Images that it found, newest first: kept ones, and duplicates that a better copy stands for.
         */
        get: operations["listJobImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List how the candidates of a job ended
         * @description Every candidate that has ended, with its outcome and the reason, newest end first.
         */
        get: operations["listJobOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job
         * @description Server-Sent Events of a job from its beginning, or from after the event of `Last-Event-ID`, without loss or repetition. Ends with the event `end`; a client that knows that one already is answered with 204. A stream is closed after 15 minutes at the latest: come back with the last id. At most 20 at once a user.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/utils/health-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the API answers
         * @description Always `true`; `GET /health` tells how the parts are.
         */
        get: operations["healthCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/utils/test-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test mail
         * @description Puts a mail into the queue, as all mails are sent; whether the mail server takes it is in the log.
         */
        post: operations["sendTestEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your notifications
         * @description What you were told, newest first. `total` with `is_read=false` is the number of unread ones.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark all your notifications as read
         * @description All, or those of one category. Those that come meanwhile may stay unread.
         */
        patch: operations["readAllNotifications"];
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark a notification as read
         * @description Doing it again changes nothing: `read_at` stays the first time.
         */
        patch: operations["readNotification"];
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your notification preferences
         * @description By category: whether a notification is made, and whether a mail is sent.
         */
        get: operations["getNotificationPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your notification preferences
         * @description What is left out stays as it is. Mails about logins and passwords are always sent.
         */
        patch: operations["updateNotificationPreferences"];
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your projects
         * @description Your projects, newest first unless sorted otherwise. Admins see those of everybody.
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Make a project
         * @description A project is a workspace: jobs, images and datasets belong to one. It is yours.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a project
         * @description One of your projects, with how much is in it.
         */
        get: operations["getProject"];
        /**
         * Write a project anew
         * @description Writes all that can be written; what is left out is as in a new project.
         */
        put: operations["replaceProject"];
        post?: never;
        /**
         * Delete a project
         * @description Deletes a project with its jobs, datasets and images; what runs for it stops. It cannot be undone.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Changes name, description or analysers; what is left out stays as it is.
         */
        patch: operations["updateProject"];
        trace?: never;
    };
    "/api/v1/projects/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Analyse images again
         * @description Lets images of a project be analysed again in the background: all, some by id or by the filters of `/images`, those that are missing, failed, or were analysed by an older version. Asking twice does no harm.
         */
        post: operations["reprocessProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search images
         * @description Your images (admins: all) by words and meaning, by colour, by likeness, or by several of them: at least one of `q`, `color` and `like` must be given. The best come first. Words are looked for in title, label and tags (these count most), description, caption and the keywords in the file, creator and the keyword of the crawl, and the name of the file. Where a model that understands texts is installed, the nearest 1,000 images by meaning are found as well, if they are near enough. Several ways are fused by reciprocal rank: each gives an image 1 / (60 + its rank), and `score` is the sum as a share of the most that there could be. Words and a colour alone are one comparison: the mean of both. A colour must be there whatever else is asked; likeness puts what the others found in order. Filters are those of the list of images. Where more than 3,000 images show the colour, or have the words and are to be filtered, the total is an estimate from a sample; where meaning is asked, too, the best 20,000 images with the words count. When nothing fits well enough, the list is empty and says so.
         */
        get: operations["searchImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/images/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find similar images
         * @description Your images that are most like one of them, in three tiers: the same bytes or pixels; near copies by the perceptual hash; then similar ones, by embeddings where a model has seen both, else by how they look: crops, mirrored and turned ones, edits, then pictures with similar shapes and colours. In each tier the nearest come first. Duplicates are among them.
         */
        get: operations["findSimilarImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find images similar to a file
         * @description Your images that are most like an image that you send, in the same three tiers; nothing of it is kept. A model of this installation looks at it when it has seen your images.
         */
        post: operations["searchSimilarToFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the suggestions of a project
         * @description What was learned from its labels, newest first.
         */
        get: operations["listSuggestions"];
        put?: never;
        /**
         * Suggest labels from examples
         * @description Learns from labelled images of a project: suggests labels for the rest with a confidence, lists images whose label looks wrong, and picks those to label next. Small projects are answered at once, `status` being `completed`; of large ones (more than 2,000 images or 600 examples) it is `pending`: ask for the run until it has ended. The same images and labels give the same answer. The newest three runs of a project are kept.
         */
        post: operations["createSuggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show suggestions
         * @description How far they are, and what was learned how well.
         */
        get: operations["getSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/suggested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suggested labels
         * @description Images that were no examples, each with the label that it most likely has, the surest first.
         */
        get: operations["listSuggestedLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/doubtful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List doubtful labels
         * @description Images whose label looks wrong, by what was learned from the others: another label is likelier. The most doubtful first.
         */
        get: operations["listDoubtfulLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what to label next
         * @description The images whose labels would teach most: little sure, and little alike. The most useful first.
         */
        get: operations["listNextToLabel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept suggestions
         * @description Writes suggested labels to images: to those of `image_ids`, or to all that are at least as sure as `min_confidence`. They count as written by you: no source writes over them. An image whose label somebody has changed since is left out. With `preview` it is only counted. More than 1,000 are written in the background; `acceptance.status` says how far it is.
         */
        post: operations["acceptSuggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acceptances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was accepted
         * @description Acts in which suggestions were accepted, newest first. Admins see those of everybody.
         */
        get: operations["listAcceptances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acceptances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what was accepted
         * @description One act: how far it is, and how many images it labelled.
         */
        get: operations["getAcceptance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acceptances/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo what was accepted
         * @description Gives the images of an act back exactly what they had: their label, and whether a person had written it. Images whose label somebody has changed since stay as they are. Undoing twice changes nothing.
         */
        post: operations["undoAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/job/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the images of a job
         * @description Checks every kept image of a job in the background, by the limits of the job and at a level of your choice. Without `level` your default is taken (see `PUT /validation/level`). While one of yours at this level runs, that one is shown instead of another being started.
         */
        post: operations["validateJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/analyze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check one image now
         * @description Says what was measured of an image, what is wrong with it, and how good it is as a picture. At level `slow` the stored file is read and decoded again first.
         */
        post: operations["analyzeImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the images of a dataset, or a list of images
         * @description Give `dataset_id`, or `image_ids` (at most 1000). The images are checked in the background; the newest results of a dataset at each level are kept, and your newest 20 lists.
         */
        post: operations["validateBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/results/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a validation found
         * @description Takes the id of a validation, or that of a job, whose newest validation is then shown. Images stand in the order in which they came.
         */
        get: operations["getValidationResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/stats/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up the checks of a dataset
         * @description Counts by the newest check of each image that the dataset has now, whoever asked for it.
         */
        get: operations["getDatasetValidationStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation/level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the default level
         * @description The level that is taken when a request of yours names none.
         */
        get: operations["getValidationLevel"];
        /**
         * Choose the default level
         * @description Chooses the level that is taken when a request of yours names none. Admins may choose that of everybody who has not chosen, with `scope: "installation"`.
         */
        put: operations["setValidationLevel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/access-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in with a form
         * @description The password form of OAuth2; slows down after repeated failures like `POST /auth/login`.
         */
        post: operations["getAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AcceptSuggestionsRequest */
        AcceptSuggestionsRequest: {
            /**
             * @description Suggestions for images without a label, or the likely labels of doubtful ones.
             * @default suggested
             * @enum {unknown}
             */
            list?: "suggested" | "doubtful";
            image_ids?: string[];
            /** @description All that are at least as sure. */
            min_confidence?: number;
            /** @description Only suggestions of this label. */
            label?: string;
            /**
             * @description Only count; nothing is written.
             * @default false
             */
            preview?: boolean;
        } & (unknown | unknown);
        /**
         * Acceptance
         * @example {
         *       "id": "019c2fa0-4c1e-7a51-9d5e-0d9e6a2b1c11",
         *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
         *       "status": "accepted",
         *       "images": 812,
         *       "written": 812,
         *       "passed": 0,
         *       "restored": 0,
         *       "left": 0,
         *       "created_at": "2026-11-20T08:01:00.000Z",
         *       "undone_at": null
         *     }
         */
        Acceptance: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * @description Large ones are written, and taken back, in the background.
             * @enum {unknown}
             */
            status: "accepting" | "accepted" | "undoing" | "undone";
            /** @description Images in all. */
            images: number;
            /** @description Images that have the accepted label by it. */
            written: number;
            /** @description Images that somebody else had labelled meanwhile. */
            passed: number;
            /** @description Images that have again what they had before. */
            restored: number;
            /** @description Images that were not restored, since somebody had changed their label. */
            left: number;
            /** Format: date-time */
            created_at: string;
            undone_at: string | null;
        };
        /** AcceptancesPage */
        AcceptancesPage: {
            items: components["schemas"]["Acceptance"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** AcceptedSuggestions */
        AcceptedSuggestions: {
            /** @description Images that get a label. */
            images: number;
            /** @description Images that are left out, since somebody has changed their label since. */
            changed: number;
            labels: {
                label: string;
                images: number;
            }[];
            /** @description The act, to be undone by its id; `null` for a preview, and when there was nothing to write. */
            acceptance: components["schemas"]["Acceptance"] | null;
        };
        /** AccessToken */
        AccessToken: {
            access_token: string;
            /** @enum {string} */
            token_type: "bearer";
        };
        /**
         * Activity
         * @example {
         *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
         *       "user_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10",
         *       "user_email": "ada@example.org",
         *       "action": "start",
         *       "resource_type": "job",
         *       "resource_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c12",
         *       "detail": {
         *         "name": "Red foxes"
         *       },
         *       "address": "203.0.113.7",
         *       "request_id": "5f0c8f0e-0c43-4a0e-9d0b-7f6f5a7c2a11",
         *       "created_at": "2026-11-20T08:00:00.000Z"
         *     }
         */
        Activity: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Who did it.
             */
            user_id: string;
            /** @description null when the account is gone. */
            user_email: string | null;
            /** @description One of create, update, delete, upload, download, export, build, start, cancel, retry, finish, fail, validate, reprocess, decide, accept, undo, signup, login, login_failed, logout, session_revoked, password_changed, password_reset_requested, password_reset. */
            action: string;
            /** @description One of user, session, api_key, project, job, dataset, validation, clusters, image, duplicate_decision, suggestions, acceptance, upload, notification, setting. */
            resource_type: string;
            resource_id: string | null;
            /** @description A few facts, e.g. the name of the thing. */
            detail: {
                [key: string]: unknown;
            };
            /** @description From where; null for Pixmill itself. */
            address: string | null;
            request_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** ActivityPage */
        ActivityPage: {
            items: components["schemas"]["Activity"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** AnalyzeImageRequest */
        AnalyzeImageRequest: {
            /** Format: uuid */
            image_id: string;
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level?: "fast" | "medium" | "slow";
        };
        /** AnalyzeImageResult */
        AnalyzeImageResult: {
            /** Format: uuid */
            image_id: string;
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level: "fast" | "medium" | "slow";
            is_valid: boolean;
            /** @description How good it is as a picture; what fails a check has less than 50. */
            quality_score: number;
            width: number;
            height: number;
            bytes: number;
            format: string;
            scores: {
                /** @description cleanvision's, 0 to 1; low is dark. */
                dark: number;
                /** @description cleanvision's, 0 to 1; low is washed out. */
                light: number;
                /** @description cleanvision's, 0 to 1; low is blurry. */
                blurry: number;
                /** @description cleanvision's, 0 to 1; low is plain. */
                low_information: number;
                /** @description cleanvision's, 0 to 1: the shorter side divided by the longer one. */
                odd_aspect_ratio: number;
                /** @description Variance of the Laplacian; higher is sharper. */
                sharpness: number;
                /** @description Bits. */
                entropy: number;
                /** @description Standard deviation of the brightness, 0 to 0.5. */
                contrast: number;
                /** @description Mean brightness, 0 to 1. */
                brightness: number;
            };
            issues: {
                /** @description The check, e.g. `blurry`. */
                code: string;
                /** @description What was measured, and what is wanted. */
                detail: string;
                /**
                 * @description `reject` makes the image invalid; `notice` is worth a look.
                 * @enum {unknown}
                 */
                severity: "reject" | "notice";
            }[];
        };
        /**
         * ApiKey
         * @example {
         *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
         *       "user_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10",
         *       "name": "Nightly export",
         *       "key_prefix": "pm_Zk3v9cQ0",
         *       "scopes": [
         *         "read",
         *         "export"
         *       ],
         *       "rate_limit": 600,
         *       "expires_at": null,
         *       "last_used_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-01T08:00:00.000Z"
         *     }
         */
        ApiKey: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string;
            name: string;
            /** @description The beginning of the key, to know it by. */
            key_prefix: string;
            scopes: ("read" | "write" | "ingest" | "export" | "admin")[];
            /** @description Requests a minute; null: as users. */
            rate_limit: number | null;
            expires_at: string | null;
            /** @description Within about a minute; null: never. */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** ApiKeyUsage */
        ApiKeyUsage: {
            /** Format: uuid */
            api_key_id: string;
            last_used_at: string | null;
            /** @description In these days. */
            total_requests: number;
            /** @description Of them, those that were answered with 400 or more. */
            total_errors: number;
            /** @description Days with requests, the last one first. */
            days: {
                /**
                 * Format: date
                 * @description UTC.
                 */
                day: string;
                requests: number;
                errors: number;
            }[];
        };
        /** ApiKeysPage */
        ApiKeysPage: {
            items: components["schemas"]["ApiKey"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** CancelJobResult */
        CancelJobResult: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "cancelled";
            /** @description Tasks that waited and were taken out, or ran and stop. */
            revoked_tasks: number;
            message: string;
        };
        /** ChangePasswordRequest */
        ChangePasswordRequest: {
            /** @example correct horse battery */
            current_password: string;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            new_password: string;
        };
        /** ClusterDataset */
        ClusterDataset: {
            /** Format: uuid */
            dataset_id: string;
            /** Format: uuid */
            project_id: string;
            /** Format: uuid */
            job_id: string;
            name: string;
            /** @description That it is filled with. */
            images: number;
        };
        /** ClusterGroup */
        ClusterGroup: {
            /** @description From 1, the largest first. */
            number: number;
            /** @description After what tells it from the others: tags, else colours. */
            name: string;
            /** @description The most telling first. */
            tags: string[];
            /** @description Images that are still there. */
            size: number;
            /** @description The image in its middle. */
            cover: components["schemas"]["ClusterImage"] | null;
            /** @description Up to 9 that stand for it, the cover first. */
            representatives: components["schemas"]["ClusterImage"][];
            /** @description The label that its images were given. */
            label: string | null;
        };
        /** ClusterImage */
        ClusterImage: {
            /** Format: uuid */
            id: string;
            /** @description A small WebP; signed and expiring. */
            thumbnail_url: string;
        };
        /** ClusterImagesPage */
        ClusterImagesPage: {
            items: components["schemas"]["ClusteredImage"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** ClusterLabelling */
        ClusterLabelling: {
            label: string;
            /** @description Of the group. */
            images: number;
            /** @description That have it now and had another one, or none. */
            labelled: number;
            /** @description That keep the label that somebody wrote. */
            kept_edited: number;
            message: string;
        };
        /**
         * ClusterMap
         * @example {
         *       "run_id": "0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22",
         *       "count": 2,
         *       "ids": [
         *         "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *         "0198c2f0-8a11-7000-8000-0d9e6a2b1c12"
         *       ],
         *       "x": [
         *         1.25,
         *         -3.5
         *       ],
         *       "y": [
         *         0.75,
         *         2
         *       ],
         *       "group": [
         *         1,
         *         0
         *       ]
         *     }
         */
        ClusterMap: {
            /** Format: uuid */
            run_id: string;
            count: number;
            /** @description Images, in the order of the other lists. */
            ids: string[];
            x: number[];
            y: number[];
            /** @description Numbers of groups; 0 for outliers. */
            group: number[];
        };
        /**
         * ClusterRun
         * @example {
         *       "id": "0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "status": "completed",
         *       "progress": 100,
         *       "requested": {
         *         "algorithm": "auto",
         *         "min_size": null,
         *         "groups": null,
         *         "new_map": false
         *       },
         *       "algorithm": "hdbscan",
         *       "compared_by": "mobilenet-v2",
         *       "images_count": 1713,
         *       "left_out": 0,
         *       "map_kept": false,
         *       "notices": [],
         *       "error_code": null,
         *       "error_message": null,
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "started_at": "2026-11-20T08:00:00.100Z",
         *       "finished_at": "2026-11-20T08:00:07.000Z"
         *     }
         */
        ClusterRun: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /** @description Percent. */
            progress: number;
            requested: {
                /** @enum {unknown} */
                algorithm: "auto" | "hdbscan" | "kmeans";
                /** @description Least images of a group. */
                min_size: number | null;
                /** @description Groups in all. */
                groups: number | null;
                new_map: boolean;
            };
            /**
             * @description What was used in the end.
             * @enum {string|null}
             */
            algorithm: "hdbscan" | "kmeans" | null;
            /** @description The model whose embeddings were compared, or `look`. */
            compared_by: string | null;
            /** @description Images that were grouped, outliers among them. */
            images_count: number | null;
            /** @description Kept images that could not be compared. */
            left_out: number | null;
            /** @description Whether images stayed where the map before had them. */
            map_kept: boolean | null;
            /** @description What you should know of it. */
            notices: string[];
            error_code: string | null;
            error_message: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
        };
        /** ClusterRunsPage */
        ClusterRunsPage: {
            items: components["schemas"]["ClusterRun"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** ClusterUnlabelling */
        ClusterUnlabelling: {
            /** @description Images that have the label again that they had before. */
            restored: number;
            /** @description Whose label was changed meanwhile: they stay. */
            changed_since: number;
        };
        /**
         * ClusteredImage
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": "red kite",
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "openverse",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "strength": 0.93
         *     }
         */
        ClusteredImage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description How surely it belongs to its group. */
            strength: number;
        };
        /** Clusters */
        Clusters: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /** @description Percent. */
            progress: number;
            requested: {
                /** @enum {unknown} */
                algorithm: "auto" | "hdbscan" | "kmeans";
                /** @description Least images of a group. */
                min_size: number | null;
                /** @description Groups in all. */
                groups: number | null;
                new_map: boolean;
            };
            /**
             * @description What was used in the end.
             * @enum {string|null}
             */
            algorithm: "hdbscan" | "kmeans" | null;
            /** @description The model whose embeddings were compared, or `look`. */
            compared_by: string | null;
            /** @description Images that were grouped, outliers among them. */
            images_count: number | null;
            /** @description Kept images that could not be compared. */
            left_out: number | null;
            /** @description Whether images stayed where the map before had them. */
            map_kept: boolean | null;
            /** @description What you should know of it. */
            notices: string[];
            error_code: string | null;
            error_message: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            groups: components["schemas"]["ClusterGroup"][];
            /** @description Images in no group; read them as group 0. */
            outliers: number;
        };
        /** CreateApiKeyRequest */
        CreateApiKeyRequest: {
            /**
             * @description What it is for.
             * @example Nightly export
             */
            name: string;
            /**
             * @description What it may do: `read`; `write` makes and changes things; `ingest` uploads; `export`; `admin`.
             * @example [
             *       "read",
             *       "ingest"
             *     ]
             */
            scopes: ("read" | "write" | "ingest" | "export" | "admin")[];
            /** @description Requests a minute; null takes the limit of users. */
            rate_limit?: number | null;
            /** @description When it stops working; null is never. */
            expires_at?: string | null;
        };
        /** CreateApiKeyResult */
        CreateApiKeyResult: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string;
            name: string;
            /** @description The beginning of the key, to know it by. */
            key_prefix: string;
            scopes: ("read" | "write" | "ingest" | "export" | "admin")[];
            /** @description Requests a minute; null: as users. */
            rate_limit: number | null;
            expires_at: string | null;
            /** @description Within about a minute; null: never. */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Send it as `X-API-Key`. It is shown only now: keep it safe. */
            key: string;
        };
        /** CreateDatasetRequest */
        CreateDatasetRequest: {
            /** @description What you call it; its project is called the same. */
            name: string;
            /** @description What it is for. */
            description?: string;
            /** @description What to look for; repeated ones are dropped. Needed unless there are categories. */
            keywords?: string[];
            /** @description Keywords by label: what any of them finds gets the label. A keyword outside of it is its own label. */
            categories?: {
                [key: string]: string[];
            };
            /**
             * @description Images to keep in all; every label gets the same share.
             * @default 100
             */
            max_images?: number;
            /** @description Sources to ask, by id, or by subject (nature, art, space). All default ones when left out. */
            sources?: string[];
            /** @description The same; the older name of it. */
            search_engines?: string[];
            /**
             * @example {
             *       "level": "medium",
             *       "mode": "strict",
             *       "min_size": "256x256",
             *       "near": 4,
             *       "license": "cc0,by,by-sa"
             *     }
             */
            config?: {
                /**
                 * @description How much is checked. Default medium.
                 * @enum {unknown}
                 */
                level?: "fast" | "medium" | "slow";
                /**
                 * @description What happens to an image that fails a check: reject it; reject by limits only and flag the rest; flag all. Default strict.
                 * @enum {unknown}
                 */
                mode?: "strict" | "lenient" | "report";
                /**
                 * @description Least width and height in pixels. Default 64x64.
                 * @example 256x256
                 */
                min_size?: string;
                /** @description Longest side divided by shortest side. Default 10. */
                max_aspect?: number;
                /** @description Least size of a file: a number, or text such as 1KiB or 25MB. Default 1024. */
                min_bytes?: number | string;
                /** @description Most size of a file: a number, or text such as 1KiB or 25MB. Default 26214400. */
                max_bytes?: number | string;
                /** @description In how many of 64 bits near duplicates may differ (0 to 11), or off. Default 4. */
                near?: number | "off";
                /**
                 * @description Accepted licences: a list such as cc0,by,by-sa, or commercial, or any. Default any.
                 * @example cc0,by
                 */
                license?: string | string[];
            };
        };
        /** CreateJobRequest */
        CreateJobRequest: {
            /** Format: uuid */
            project_id: string;
            /** @description What you call it. */
            name: string;
            /** @description What to look for; space around them and repeated ones are dropped. Each labels what it finds. */
            keywords: string[];
            /**
             * @description Images to keep in all.
             * @default 100
             */
            max_images?: number;
            /** @description Sources to ask, by id, or by subject (nature, art, space). All default ones when left out. */
            sources?: string[];
            /** @description One more source; the older way to name one. */
            search_engine?: string;
            /**
             * @example {
             *       "level": "medium",
             *       "mode": "strict",
             *       "min_size": "256x256",
             *       "near": 4,
             *       "license": "cc0,by,by-sa"
             *     }
             */
            config?: {
                /**
                 * @description How much is checked. Default medium.
                 * @enum {unknown}
                 */
                level?: "fast" | "medium" | "slow";
                /**
                 * @description What happens to an image that fails a check: reject it; reject by limits only and flag the rest; flag all. Default strict.
                 * @enum {unknown}
                 */
                mode?: "strict" | "lenient" | "report";
                /**
                 * @description Least width and height in pixels. Default 64x64.
                 * @example 256x256
                 */
                min_size?: string;
                /** @description Longest side divided by shortest side. Default 10. */
                max_aspect?: number;
                /** @description Least size of a file: a number, or text such as 1KiB or 25MB. Default 1024. */
                min_bytes?: number | string;
                /** @description Most size of a file: a number, or text such as 1KiB or 25MB. Default 26214400. */
                max_bytes?: number | string;
                /** @description In how many of 64 bits near duplicates may differ (0 to 11), or off. Default 4. */
                near?: number | "off";
                /**
                 * @description Accepted licences: a list such as cc0,by,by-sa, or commercial, or any. Default any.
                 * @example cc0,by
                 */
                license?: string | string[];
            };
        };
        /** CreatePrivateUserRequest */
        CreatePrivateUserRequest: {
            /**
             * @description E-mail address, at most 254 characters; unique without regard to case.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            password: string;
            /**
             * @description Name as people know it.
             * @example Ada Lovelace
             */
            full_name?: string | null;
            /** @description Read and ignored. */
            is_verified?: boolean;
        };
        /** CreateProjectRequest */
        CreateProjectRequest: {
            /** @description What you call it; several projects may have one name. */
            name: string;
            /** @description What it is for. */
            description?: string;
            /** @description What looks at its images, in this order: what one leaves empty, the next may fill. null means those of the installation. Images that are there are not analysed again by themselves: see `POST /projects/{id}/reprocess`. */
            analyzers?: ("builtin" | "local" | "azure" | "openai")[] | null;
        };
        /** CreateSuggestionsRequest */
        CreateSuggestionsRequest: {
            /**
             * @description Which labels of the project’s images are examples: `all`, those that `people` wrote or accepted (the others get suggestions then), or `none` but `examples`.
             * @default all
             * @enum {unknown}
             */
            labels?: "all" | "people" | "none";
            /** @description Labels to learn from in this run only, before those that the images have; nothing is written to them. */
            examples?: {
                /** Format: uuid */
                image_id: string;
                label: string;
            }[];
            /**
             * @description How many images to label next.
             * @default 20
             */
            next?: number;
        };
        /** CreateUserRequest */
        CreateUserRequest: {
            /**
             * @description E-mail address, at most 254 characters; unique without regard to case.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            password: string;
            /**
             * @description Name as people know it.
             * @example Ada Lovelace
             */
            full_name?: string | null;
            /**
             * @description An admin sees and changes everything.
             * @enum {unknown}
             */
            role?: "user" | "admin";
            /** @description Another way to say `role`. */
            is_superuser?: boolean;
            /** @default true */
            is_active?: boolean;
        };
        /**
         * Dataset
         * @example {
         *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
         *       "status": "processing",
         *       "progress": 42,
         *       "images_collected": 89,
         *       "max_images": 200,
         *       "download_url": null,
         *       "error_code": null,
         *       "error_message": null,
         *       "updated_at": "2026-11-20T08:00:30.000Z",
         *       "name": "Birds of prey",
         *       "description": null,
         *       "keywords": [],
         *       "categories": {
         *         "kite": [
         *           "red kite",
         *           "black kite"
         *         ],
         *         "owl": [
         *           "barn owl"
         *         ]
         *       },
         *       "sources": [
         *         "openverse",
         *         "commons"
         *       ],
         *       "config": {
         *         "level": "medium",
         *         "mode": "strict",
         *         "min_size": "64x64",
         *         "max_aspect": 10,
         *         "min_bytes": 1024,
         *         "max_bytes": 26214400,
         *         "near": 4,
         *         "license": "any"
         *       },
         *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
         *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
         *       "archive_bytes": null,
         *       "archive_sha256": null,
         *       "archived_at": null,
         *       "created_at": "2026-11-20T08:00:00.000Z"
         *     }
         */
        Dataset: {
            /** Format: uuid */
            id: string;
            /**
             * @description pending, processing (its crawl, then its archive), then one of the others.
             * @enum {unknown}
             */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            /** @description Percent; 100 when it is completed. */
            progress: number;
            /** @description Images that it has. */
            images_collected: number;
            max_images: number;
            /** @description Its archive; signed and expiring, so that it works without a header. While it is built again, the archive before. */
            download_url: string | null;
            /** @description Why it failed, as a code. */
            error_code: string | null;
            /** @description Why it failed, in one sentence. */
            error_message: string | null;
            /** Format: date-time */
            updated_at: string;
            name: string;
            /** @description What it is for. */
            description: string | null;
            keywords: string[];
            categories: {
                [key: string]: string[];
            };
            /** @description Ids of the sources that are asked. */
            sources: string[];
            config: {
                /** @enum {unknown} */
                level: "fast" | "medium" | "slow";
                /** @enum {unknown} */
                mode: "strict" | "lenient" | "report";
                min_size: string;
                max_aspect: number;
                min_bytes: number;
                max_bytes: number;
                near: number | "off";
                license: string;
            };
            /**
             * Format: uuid
             * @description Where its images are.
             */
            project_id: string;
            /**
             * Format: uuid
             * @description Its newest crawl.
             */
            job_id: string | null;
            /** @description Size of the archive. */
            archive_bytes: number | null;
            /** @description Of the archive, 64 hex digits. */
            archive_sha256: string | null;
            /**
             * Format: date-time
             * @description When the archive was written.
             */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** DatasetStats */
        DatasetStats: {
            total_datasets: number;
            completed_datasets: number;
            /** @description Those that wait to begin, too. */
            processing_datasets: number;
            failed_datasets: number;
            /** @description Images that all of them have. */
            total_images: number;
        };
        /** DatasetStatus */
        DatasetStatus: {
            /** Format: uuid */
            id: string;
            /**
             * @description pending, processing (its crawl, then its archive), then one of the others.
             * @enum {unknown}
             */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            /** @description Percent; 100 when it is completed. */
            progress: number;
            /** @description Images that it has. */
            images_collected: number;
            max_images: number;
            /** @description Its archive; signed and expiring, so that it works without a header. While it is built again, the archive before. */
            download_url: string | null;
            /** @description Why it failed, as a code. */
            error_code: string | null;
            /** @description Why it failed, in one sentence. */
            error_message: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** DatasetValidationStats */
        DatasetValidationStats: {
            /** Format: uuid */
            dataset_id: string;
            /** @description Images that the dataset has now. */
            total_images: number;
            /** @description Those of them that were ever checked. */
            validated_images: number;
            valid_images: number;
            invalid_images: number;
            average_quality_score: number | null;
            /** @description Checked images by quality: 0 to 10, 10 to 20, … 90 to 100. */
            quality_histogram: number[];
            /** @description Images by the code of each issue. */
            issues: {
                [key: string]: number;
            };
            last_validated_at: string | null;
        };
        /** DatasetsPage */
        DatasetsPage: {
            items: components["schemas"]["Dataset"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** DecideDuplicatesByRuleRequest */
        DecideDuplicatesByRuleRequest: {
            /** Format: uuid */
            project_id: string;
            /**
             * @description keep_best: as the mill chooses; the others prefer the largest, the best licence, the first or the last that came, and then the best.
             * @enum {unknown}
             */
            rule: "keep_best" | "keep_largest" | "keep_best_licence" | "keep_oldest" | "keep_newest";
            /**
             * @description Only groups that are at least so sure.
             * @default 0.9
             */
            min_sureness?: number;
            /**
             * @description Only groups of this likeness.
             * @enum {unknown}
             */
            kind?: "exact" | "near" | "cropped" | "mirrored" | "turned" | "edited";
            /**
             * @description Whether to change nothing yet.
             * @default true
             */
            preview?: boolean;
        };
        /** DecideDuplicatesRequest */
        DecideDuplicatesRequest: {
            /** @enum {unknown} */
            decision: "keep" | "same" | "different";
            /**
             * Format: uuid
             * @description With `keep`: the image that is kept.
             */
            image_id?: string;
        };
        /**
         * DuplicateAct
         * @example {
         *       "id": "019c2fa1-5c10-7c3e-9a51-2f6f0f6a8d11",
         *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
         *       "user_id": "019c2f9a-0000-7c3e-9a51-2f6f0f6a8d11",
         *       "decision": "keep",
         *       "rule": null,
         *       "groups": 1,
         *       "images": 1,
         *       "created_at": "2026-11-20T08:05:00.000Z",
         *       "undone_at": null
         *     }
         */
        DuplicateAct: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @description Who decided; null when their account is gone. */
            user_id: string | null;
            /** @enum {unknown} */
            decision: "keep" | "same" | "different";
            /** @description Of a decision about many groups: the rule that chose. */
            rule: string | null;
            /** @description Groups that were decided about. */
            groups: number;
            /** @description Images of which something changed by it. */
            images: number;
            /** Format: date-time */
            created_at: string;
            undone_at: string | null;
        };
        /** DuplicateActsPage */
        DuplicateActsPage: {
            items: components["schemas"]["DuplicateAct"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** DuplicateBulk */
        DuplicateBulk: {
            /** @description Whether nothing was changed. */
            preview: boolean;
            /** @description What it is undone by; null for a preview, and when there was nothing to do. */
            act_id: string | null;
            /** @description Groups that are decided about. */
            groups: number;
            /** @description Images that become duplicates. */
            duplicates: number;
            /** @description The size of their files together. */
            duplicate_bytes: number;
            /** @description Further groups of this kind; one decision takes 500 at the most. */
            remaining: number;
            /** @description Some of the groups, the surest first. */
            sample: {
                /** Format: uuid */
                group_id: string;
                /** @description How sure it is that they are copies, 0 to 1. */
                sureness: number;
                keep: components["schemas"]["Image"];
                duplicates: components["schemas"]["Image"][];
            }[];
        };
        /** DuplicateDecision */
        DuplicateDecision: {
            act: components["schemas"]["DuplicateAct"];
            /** @description The image that stands for the others; null when they are different. */
            kept_image_id: string | null;
            /** @description Images that are duplicates now. */
            duplicate_ids: string[];
        };
        /** DuplicateFinding */
        DuplicateFinding: {
            /** Format: uuid */
            project_id: string;
            /** @enum {unknown} */
            status: "none" | "queued" | "running" | "completed" | "failed";
            /** @description `look`, or the name and version of the model whose embeddings were compared. */
            compared_by: string | null;
            /** @description Kept images when it began. */
            images: number;
            /** @description Images that are compared with each other. */
            compared: number;
            /** @description Kept images that are not compared yet: start it again for them. */
            waiting: number;
            /** @description Why it failed. */
            error_code: string | null;
            /** @description The same as a sentence. */
            error_detail: string | null;
            started_at: string | null;
            finished_at: string | null;
        };
        /**
         * DuplicateGroup
         * @example {
         *       "id": "019c2fa0-1c10-8c3e-9a51-2f6f0f6a8d11",
         *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
         *       "state": "open",
         *       "kind": "cropped",
         *       "sureness": 0.98,
         *       "keep": {
         *         "image_id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *         "why": "more_pixels"
         *       },
         *       "images": [
         *         {
         *           "kind": "exact",
         *           "sureness": 1,
         *           "image": {
         *             "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *             "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *             "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *             "filename": "red-kite.jpg",
         *             "title": "Red kite over a meadow",
         *             "description": null,
         *             "caption": null,
         *             "tags": [
         *               "bird",
         *               "sky"
         *             ],
         *             "colors": [
         *               {
         *                 "hex": "#7fa8d4",
         *                 "share": 0.71
         *               },
         *               {
         *                 "hex": "#5b4a33",
         *                 "share": 0.29
         *               }
         *             ],
         *             "label": "red kite",
         *             "query": "red kite",
         *             "width": 1600,
         *             "height": 1067,
         *             "bytes": 348211,
         *             "format": "jpeg",
         *             "content_type": "image/jpeg",
         *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *             "phash": "c3a1b25e0f7d9c42",
         *             "source": "openverse",
         *             "source_url": "https://images.example/red-kite.jpg",
         *             "page_url": "https://photos.example/red-kite",
         *             "creator": "A. Photographer",
         *             "creator_url": null,
         *             "license": "CC-BY-4.0",
         *             "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *             "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *             "quality": {
         *               "score": 93.2,
         *               "dark": 0.91,
         *               "light": 0.62,
         *               "blurry": 0.58,
         *               "low_information": 0.74,
         *               "odd_aspect_ratio": 0.67,
         *               "sharpness": 812.4,
         *               "entropy": 7.4,
         *               "contrast": 0.21,
         *               "brightness": 0.55,
         *               "greyscale": false
         *             },
         *             "issues": [],
         *             "status": "kept",
         *             "duplicate_of": null,
         *             "taken_at": null,
         *             "camera": null,
         *             "ai_processing_status": "pending",
         *             "ai_error_message": null,
         *             "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *             "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *             "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *             "retrieved_at": "2026-11-20T08:00:00.000Z",
         *             "created_at": "2026-11-20T08:00:00.000Z",
         *             "updated_at": "2026-11-20T08:00:00.000Z"
         *           }
         *         }
         *       ],
         *       "created_at": "2026-11-20T08:00:41.000Z"
         *     }
         */
        DuplicateGroup: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * @description open: all of them are kept; settled: hashes made all but one of them duplicates already.
             * @enum {unknown}
             */
            state: "open" | "settled";
            /**
             * @description exact: the same pixels; near: hashes that hardly differ; cropped, mirrored, turned, edited (colours, text laid over, other proportions): what was likely done to one to make the other.
             * @enum {unknown}
             */
            kind: "exact" | "near" | "cropped" | "mirrored" | "turned" | "edited";
            /** @description How sure it is that they are copies, 0 to 1. */
            sureness: number;
            /** @description The one that is kept by the rule: more pixels, more bytes, better licence, seen first. */
            keep: {
                /** Format: uuid */
                image_id: string;
                /**
                 * @description What tells it from the next best one.
                 * @enum {unknown}
                 */
                why: "more_pixels" | "more_bytes" | "better_licence" | "seen_first";
            };
            /** @description The best one first; the others say how they are like it. */
            images: {
                /**
                 * @description exact: the same pixels; near: hashes that hardly differ; cropped, mirrored, turned, edited (colours, text laid over, other proportions): what was likely done to one to make the other.
                 * @enum {unknown}
                 */
                kind: "exact" | "near" | "cropped" | "mirrored" | "turned" | "edited";
                /** @description How sure it is that they are copies, 0 to 1. */
                sureness: number;
                image: components["schemas"]["Image"];
            }[];
            /** Format: date-time */
            created_at: string;
        };
        /** DuplicatesPage */
        DuplicatesPage: {
            items: components["schemas"]["DuplicateGroup"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** Error */
        Error: {
            /** @description What happened, and what to do. */
            detail: string;
            /** @description `area.reason`; the same in API, outcomes and reports. */
            code: string;
            /** @description Stands in the log, too. */
            request_id: string;
        };
        /** FindDuplicatesRequest */
        FindDuplicatesRequest: {
            /** Format: uuid */
            project_id: string;
        };
        /** FindSimilarImagesPage */
        FindSimilarImagesPage: {
            items: components["schemas"]["SimilarImage"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
            /** @description Ways that could not be asked now, a sentence each; absent when all were asked. */
            notices?: string[];
        };
        /**
         * FoundImage
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": "red kite",
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "openverse",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "score": 0.82,
         *       "matches": [
         *         {
         *           "field": "title",
         *           "words": [
         *             "red",
         *             "kite"
         *           ]
         *         }
         *       ],
         *       "why": [
         *         {
         *           "way": "words",
         *           "rank": 1,
         *           "score": 0.61,
         *           "words": [
         *             "red",
         *             "kite"
         *           ]
         *         },
         *         {
         *           "way": "meaning",
         *           "rank": 4,
         *           "score": 0.27,
         *           "cosine": 0.27,
         *           "model": "siglip2-base"
         *         }
         *       ]
         *     }
         */
        FoundImage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description How well it fits; 1 is best. Scores of different searches cannot be compared. */
            score: number;
            /** @description What was found in it. */
            matches: components["schemas"]["SearchMatch"][];
            /** @description The ways that found it. */
            why: components["schemas"]["SearchWhy"][];
        };
        /** GetValidationResult */
        GetValidationResult: {
            /** Format: uuid */
            image_id: string;
            /** @description `null` until it is checked. */
            is_valid: boolean | null;
            quality_score: number | null;
            issues: {
                /** @description The check, e.g. `blurry`. */
                code: string;
                /** @description What was measured, and what is wanted. */
                detail: string;
                /**
                 * @description `reject` makes the image invalid; `notice` is worth a look.
                 * @enum {unknown}
                 */
                severity: "reject" | "notice";
            }[];
            checked_at: string | null;
        };
        /**
         * Greeting
         * @example {
         *       "message": "Hello World",
         *       "name": "pixmill",
         *       "version": "0.1.0"
         *     }
         */
        Greeting: {
            message: string;
            name: string;
            version: string;
        };
        /** Health */
        Health: {
            /**
             * @description `degraded` when any part is not healthy.
             * @enum {unknown}
             */
            status: "healthy" | "degraded";
            /** Format: date-time */
            timestamp: string;
            /** @description `database`, `queue`, `storage`, `search`, and `redis` when it is set. */
            services: {
                [key: string]: components["schemas"]["PartHealth"];
            };
        };
        /**
         * Image
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": "red kite",
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "openverse",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z"
         *     }
         */
        Image: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** ImageQuality */
        ImageQuality: {
            /** @description 0 to 100; below 50 it fails a check. */
            score: number;
            /** @description 1 is bright enough, 0 is black. */
            dark: number;
            /** @description 1 is dark enough, 0 is white. */
            light: number;
            /** @description 1 is sharp, 0 has no edges. */
            blurry: number;
            /** @description 1 is full of detail, 0 is one flat colour. */
            low_information: number;
            /** @description Shortest side divided by longest side. */
            odd_aspect_ratio: number;
            /** @description Variance of the Laplacian; higher is sharper. */
            sharpness: number;
            /** @description Bits. */
            entropy: number;
            /** @description Standard deviation of the brightness, 0 to 0.5. */
            contrast: number;
            /** @description Mean perceived brightness. */
            brightness: number;
            greyscale: boolean;
        };
        /** ImagesPage */
        ImagesPage: {
            items: components["schemas"]["Image"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** InvalidRequest */
        InvalidRequest: {
            detail: components["schemas"]["Problem"][];
            code: string;
            request_id: string;
        };
        /**
         * Job
         * @example {
         *       "id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "name": "Red kites",
         *       "kind": "crawl",
         *       "status": "pending",
         *       "keywords": [
         *         "red kite",
         *         "milvus milvus"
         *       ],
         *       "sources": [
         *         "openverse",
         *         "commons"
         *       ],
         *       "max_images": 200,
         *       "config": {
         *         "level": "medium",
         *         "mode": "strict",
         *         "min_size": "64x64",
         *         "max_aspect": 10,
         *         "min_bytes": 1024,
         *         "max_bytes": 26214400,
         *         "near": 4,
         *         "license": "cc0,by,by-sa"
         *       },
         *       "progress": 0,
         *       "discovered_images": 0,
         *       "downloaded_images": 0,
         *       "valid_images": 0,
         *       "duplicate_images": 0,
         *       "rejected_images": 0,
         *       "failed_images": 0,
         *       "skipped_images": 0,
         *       "in_flight_images": 0,
         *       "created_by": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
         *       "error_code": null,
         *       "error_message": null,
         *       "last_event_id": "0",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "started_at": null,
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "finished_at": null
         *     }
         */
        Job: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @description Null for jobs of the command line. */
            name: string | null;
            /** @enum {unknown} */
            kind: "crawl" | "import" | "upload";
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            keywords: string[];
            sources: string[];
            /** @description Null keeps all that pass. */
            max_images: number | null;
            config: {
                /** @enum {unknown} */
                level: "fast" | "medium" | "slow";
                /** @enum {unknown} */
                mode: "strict" | "lenient" | "report";
                min_size: string;
                max_aspect: number;
                min_bytes: number;
                max_bytes: number;
                near: number | "off";
                license: string;
            };
            /** @description Percent; 100 when it is completed. */
            progress: number;
            /** @description Candidates that sources have named. */
            discovered_images: number;
            /** @description Candidates that have ended and whose bytes had arrived. */
            downloaded_images: number;
            /** @description Kept. */
            valid_images: number;
            /** @description The project has the picture already. */
            duplicate_images: number;
            /** @description Did not pass a check. */
            rejected_images: number;
            /** @description Could not be fetched or read. */
            failed_images: number;
            /** @description Left alone: opted out, not needed any more, cancelled. */
            skipped_images: number;
            /** @description Not ended yet. */
            in_flight_images: number;
            created_by: string | null;
            error_code: string | null;
            /** @description Why it failed, in one sentence. */
            error_message: string | null;
            /** @description Number of its newest event: `/events` after it tells what comes next. */
            last_event_id: string;
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            /** Format: date-time */
            updated_at: string;
            finished_at: string | null;
        };
        /**
         * JobOutcome
         * @example {
         *       "id": "0198c2f0-6b1c-7a52-8f1e-3d0a9c5b7e21",
         *       "url": "https://images.example/red-kite.jpg",
         *       "source": "openverse",
         *       "query": "red kite",
         *       "label": "red kite",
         *       "title": "Red kite over a meadow",
         *       "page_url": "https://photos.example/red-kite",
         *       "outcome": "failed",
         *       "code": "fetch.not_found",
         *       "detail": null,
         *       "image_id": null,
         *       "duplicate_of": null,
         *       "http_status": 404,
         *       "attempts": 1,
         *       "opt_out": null,
         *       "at": "2026-11-20T08:01:05.000Z"
         *     }
         */
        JobOutcome: {
            /**
             * Format: uuid
             * @description The candidate.
             */
            id: string;
            url: string | null;
            source: string;
            /** @description The keyword that found it. */
            query: string;
            label: string | null;
            title: string | null;
            page_url: string | null;
            /** @enum {unknown} */
            outcome: "kept" | "duplicate" | "rejected" | "failed" | "skipped";
            /** @description Why, e.g. `fetch.not_found` or `dedupe.near`. */
            code: string;
            detail: string | null;
            image_id: string | null;
            duplicate_of: string | null;
            http_status: number | null;
            /** @description How often it was fetched. */
            attempts: number;
            opt_out: {
                /** @enum {unknown} */
                decision: "allow" | "deny";
                rule: string;
            } | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            at: string;
        };
        /** JobOutcomesPage */
        JobOutcomesPage: {
            items: components["schemas"]["JobOutcome"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** JobProgress */
        JobProgress: {
            /** Format: uuid */
            job_id: string;
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /** @description Percent; 100 when it is completed. */
            progress: number;
            /** @description Batches of candidates that were made so far. */
            total_chunks: number;
            /** @description Batches that a living worker has in work right now. */
            active_chunks: number;
            /** @description Batches whose candidates have all ended. */
            completed_chunks: number;
            /** @description Batches that were given up; retrying the job takes them up again. */
            failed_chunks: number;
            /** @description Candidates that sources have named. */
            discovered_images: number;
            /** @description Candidates that have ended and whose bytes had arrived. */
            downloaded_images: number;
            /** @description Kept. */
            valid_images: number;
            /** @description The project has the picture already. */
            duplicate_images: number;
            /** @description Did not pass a check. */
            rejected_images: number;
            /** @description Could not be fetched or read. */
            failed_images: number;
            /** @description Left alone: opted out, not needed any more, cancelled. */
            skipped_images: number;
            /** @description Not ended yet. */
            in_flight_images: number;
            /** @description By the measured rate; null while nothing can be said. */
            estimated_completion: string | null;
            started_at: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** JobsPage */
        JobsPage: {
            items: components["schemas"]["Job"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** LabelClusterRequest */
        LabelClusterRequest: {
            /** @description The name of the group if left out. */
            label?: string;
            /**
             * @description Also give it to images whose label somebody has written.
             * @default false
             */
            overwrite_edited?: boolean;
        };
        /** LinkDatasetArchiveResult */
        LinkDatasetArchiveResult: {
            /** @description Works without a header until it expires; parts can be asked for (`Range`). */
            url: string;
            /** Format: date-time */
            expires_at: string;
            filename: string;
            bytes: number;
            /** @description Of the archive, 64 hex digits. */
            sha256: string;
        };
        /** Live */
        Live: {
            /** @enum {string} */
            status: "alive";
        };
        /** LogInRequest */
        LogInRequest: {
            /** @example ada@example.com */
            email: string;
            /** @example correct horse battery */
            password: string;
        };
        /** LogOutRequest */
        LogOutRequest: {
            /** @example mYkq7Tz1… */
            refresh_token?: string;
        };
        /** MakeClusterDatasetRequest */
        MakeClusterDatasetRequest: {
            /** @description Of the dataset. */
            name: string;
            description?: string | null;
            /** @description Numbers of groups; all of them if left out. */
            groups?: number[];
            /**
             * @description Take the outliers, too.
             * @default false
             */
            outliers?: boolean;
            /**
             * @description The names of the groups become labels, or images keep their own.
             * @default groups
             * @enum {unknown}
             */
            labels?: "groups" | "own";
        };
        /** MakeClustersRequest */
        MakeClustersRequest: {
            /**
             * @description hdbscan finds dense groups and leaves out what is in none (up to 20,000 images); kmeans divides all; auto takes hdbscan up to 5,000.
             * @default auto
             * @enum {unknown}
             */
            algorithm?: "auto" | "hdbscan" | "kmeans";
            /** @description Least images of a group; by their number if left out. */
            min_size?: number;
            /** @description Groups in all (kmeans); if left out, as many as a sample has dense ones. */
            groups?: number;
            /**
             * @description Draw the map anew; else images stay where the map before has them.
             * @default false
             */
            new_map?: boolean;
        };
        /** Message */
        Message: {
            message: string;
        };
        /** NotReady */
        NotReady: {
            /** @description What happened, and what to do. */
            detail: string;
            /** @description `area.reason`; the same in API, outcomes and reports. */
            code: string;
            /** @description Stands in the log, too. */
            request_id: string;
            /**
             * @description `degraded` when any part is not healthy.
             * @enum {unknown}
             */
            status: "healthy" | "degraded";
            /** Format: date-time */
            timestamp: string;
            /** @description `database`, `queue`, `storage`, `search`, and `redis` when it is set. */
            services: {
                [key: string]: components["schemas"]["PartHealth"];
            };
        };
        /**
         * Notification
         * @example {
         *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
         *       "category": "job",
         *       "title": "Job “Red foxes” is completed",
         *       "message": "100 images were kept.",
         *       "resource_type": "job",
         *       "resource_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c12",
         *       "is_read": false,
         *       "read_at": null,
         *       "created_at": "2026-11-20T08:00:00.000Z"
         *     }
         */
        Notification: {
            /** Format: uuid */
            id: string;
            /** @description One of job, dataset, validation, account. */
            category: string;
            title: string;
            message: string;
            /** @description Kind of thing that it is about. */
            resource_type: string | null;
            /** @description That thing. */
            resource_id: string | null;
            is_read: boolean;
            read_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** NotificationPreferences */
        NotificationPreferences: {
            job: {
                /** @description Whether a notification is made. */
                in_app: boolean;
                /** @description Whether a mail is sent. */
                email: boolean;
            };
            dataset: {
                /** @description Whether a notification is made. */
                in_app: boolean;
                /** @description Whether a mail is sent. */
                email: boolean;
            };
            validation: {
                /** @description Whether a notification is made. */
                in_app: boolean;
                /** @description Whether a mail is sent. */
                email: boolean;
            };
            account: {
                /** @description Whether a notification is made. */
                in_app: boolean;
                /** @description Whether a mail is sent. */
                email: boolean;
            };
        };
        /** NotificationsPage */
        NotificationsPage: {
            items: components["schemas"]["Notification"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * PartHealth
         * @example {
         *       "status": "healthy",
         *       "message": "1 worker is alive",
         *       "workers": 1
         *     }
         */
        PartHealth: {
            /** @enum {unknown} */
            status: "healthy" | "degraded" | "unhealthy";
            /** @description What was found, in a few words. */
            message: string;
            /** @description Of the queue: workers that are alive. */
            workers?: number;
        };
        /**
         * Problem
         * @example {
         *       "loc": [
         *         "body",
         *         "level"
         *       ],
         *       "msg": "must be one of fast, medium, slow",
         *       "type": "enum"
         *     }
         */
        Problem: {
            /** @description Where it stands: `body`, `query`, `path` or `header`, then names and indices. */
            loc: (string | number)[];
            /** @description What is expected there. */
            msg: string;
            /** @description The rule that it breaks. */
            type: string;
        };
        /**
         * Project
         * @example {
         *       "id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "name": "Birds of prey",
         *       "description": "For the kite detector",
         *       "owner_id": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
         *       "analyzers": null,
         *       "job_count": 2,
         *       "image_count": 187,
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z"
         *     }
         */
        Project: {
            /** Format: uuid */
            id: string;
            name: string;
            description: string;
            /** @description Whose it is; null for those of the command line, which only admins see. */
            owner_id: string | null;
            /** @description What looks at its images; null for what the installation has. */
            analyzers: string[] | null;
            /** @description Jobs that were made for it; uploads are not counted. */
            job_count: number;
            /** @description Images that were kept. */
            image_count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** ProjectsPage */
        ProjectsPage: {
            items: components["schemas"]["Project"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** ReadAllNotificationsResult */
        ReadAllNotificationsResult: {
            /** @description How many were unread. */
            updated: number;
        };
        /** Ready */
        Ready: {
            /** @enum {string} */
            status: "ready";
        };
        /** RefreshTokensRequest */
        RefreshTokensRequest: {
            /** @example mYkq7Tz1… */
            refresh_token: string;
        };
        /** ReplaceUserRequest */
        ReplaceUserRequest: {
            /**
             * @description E-mail address, at most 254 characters; unique without regard to case.
             * @example ada@example.com
             */
            email?: string;
            /**
             * @description Name as people know it.
             * @example Ada Lovelace
             */
            full_name?: string | null;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            password?: string;
            /**
             * @description An admin sees and changes everything.
             * @enum {unknown}
             */
            role?: "user" | "admin";
            /** @description Another way to say `role`. */
            is_superuser?: boolean;
            /** @description A disabled account is logged out everywhere at once. */
            is_active?: boolean;
        };
        /** ReprocessProjectRequest */
        ReprocessProjectRequest: {
            /** @description Only these images. */
            image_ids?: string[];
            /** @description Only images as `/images` finds them. */
            filters?: {
                /**
                 * Format: uuid
                 * @description Images that this job found.
                 */
                job_id?: string;
                /**
                 * Format: uuid
                 * @description Kept images of this dataset.
                 */
                dataset_id?: string;
                /** @description Images with this tag; given several times, with all of them. */
                tag?: string[];
                /** @description Images with this label. */
                label?: string;
                /** @description Licences, comma-separated: cc0, pdm, by, by-sa, by-nc, by-nd, by-nc-sa, by-nc-nd, an id such as CC-BY-4.0, commercial, or unknown. */
                license?: string;
                /** @description Where they come from, e.g. openverse. */
                source?: string;
                /** @description Least width, in pixels. */
                min_width?: number;
                /** @description Most width, in pixels. */
                max_width?: number;
                /** @description Least height, in pixels. */
                min_height?: number;
                /** @description Most height, in pixels. */
                max_height?: number;
                /** @description Least size of the file, in bytes. */
                min_bytes?: number;
                /** @description Most size of the file, in bytes. */
                max_bytes?: number;
                /**
                 * Format: date-time
                 * @description Added at this time or later (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                from?: string;
                /**
                 * Format: date-time
                 * @description Added before this time (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                to?: string;
                /** @description Images that do not pass this check, e.g. blurry; given several times, any of them. */
                issue?: string[];
                /**
                 * @description Those that were kept, or those that a better copy stands for.
                 * @enum {unknown}
                 */
                status?: "kept" | "duplicate";
                /**
                 * @description How far the analysis is.
                 * @enum {unknown}
                 */
                ai_processing_status?: "pending" | "processing" | "completed" | "failed";
            };
            /**
             * @description Only by this analyser, which must be one of the project’s; without it all of them look again.
             * @enum {unknown}
             */
            analyser?: "builtin" | "local" | "azure" | "openai";
            /** @description Only images that the analyser looked at with a lower version than this; needs `analyser`. */
            older_than_version?: number;
            /**
             * @description Images that an analyser has not looked at yet, those at which one failed, or all.
             * @default all
             * @enum {unknown}
             */
            only?: "missing" | "failed" | "all";
        };
        /** ReprocessProjectResult */
        ReprocessProjectResult: {
            /** Format: uuid */
            project_id: string;
            /** @description Images that are analysed again. */
            images: number;
            message: string;
        };
        /** Reprocessing */
        Reprocessing: {
            /** Format: uuid */
            image_id: string;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            message: string;
        };
        /** ResetPasswordRequest */
        ResetPasswordRequest: {
            token: string;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            new_password: string;
        };
        /** RetryJobRequest */
        RetryJobRequest: {
            /** @description Codes such as fetch.timeout, or one half of one: fetch, timeout. */
            reasons?: string[];
        };
        /** SearchImagesPage */
        SearchImagesPage: {
            items: components["schemas"]["FoundImage"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
            /**
             * @description Nothing fits well enough to be shown; absent when something was found.
             * @enum {boolean}
             */
            no_good_match?: true;
            /** @description What to do when nothing was found. */
            message?: string;
            /** @description Ways that could not be asked now, a sentence each; absent when all were asked. */
            notices?: string[];
        };
        /**
         * SearchMatch
         * @example {
         *       "field": "title",
         *       "words": [
         *         "red"
         *       ]
         *     }
         */
        SearchMatch: {
            /**
             * @description Where it was found.
             * @enum {unknown}
             */
            field: "title" | "label" | "tags" | "description" | "caption" | "keywords" | "creator" | "query" | "filename" | "colors";
            /** @description As they stand there. */
            words?: string[];
            /** @description The colour of the image. */
            hex?: string;
            /** @description How much of the image has it, 0 to 1. */
            share?: number;
            /** @description From the colour that was asked for, 0 to 100. */
            distance?: number;
        };
        /**
         * SearchWhy
         * @example {
         *       "way": "words",
         *       "rank": 1,
         *       "score": 0.61,
         *       "words": [
         *         "red",
         *         "kite"
         *       ]
         *     }
         */
        SearchWhy: {
            /**
             * @description Which way found it.
             * @enum {unknown}
             */
            way: "words" | "meaning" | "color" | "likeness";
            /** @description Its place among all that this way found, whatever the filters leave out. Absent where words and a colour were compared at once. */
            rank?: number;
            /** @description How well it fits by this way alone: words and colours 0 to 1, vectors by their cosine, looks up to 1. */
            score: number;
            /** @description The words that were found. */
            words?: string[];
            /** @description Of its nearest colour from the one asked for, 0 to 100. */
            distance?: number;
            /** @description Of the vectors that were compared. */
            cosine?: number;
            /** @description The model that made these vectors. */
            model?: string;
        };
        /** SendTestEmailResult */
        SendTestEmailResult: {
            message: string;
        };
        /** SetValidationLevelRequest */
        SetValidationLevelRequest: {
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level: "fast" | "medium" | "slow";
            /**
             * @description For whom; default: for you.
             * @default user
             * @enum {unknown}
             */
            scope?: "user" | "installation";
        };
        /** SignUpRequest */
        SignUpRequest: {
            /**
             * @description E-mail address, at most 254 characters; unique without regard to case.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description 8 to 128 characters.
             * @example correct horse battery
             */
            password: string;
            /**
             * @description Name as people know it.
             * @example Ada Lovelace
             */
            full_name?: string | null;
        };
        /** SignUpResult */
        SignUpResult: {
            user: components["schemas"]["User"];
            session: components["schemas"]["Tokens"];
        };
        /**
         * SimilarImage
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": "red kite",
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "openverse",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "distance": 0.006,
         *       "tier": "near",
         *       "why": {
         *         "by": "hash",
         *         "bits": 2
         *       }
         *     }
         */
        SimilarImage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description How different it is: 0 is the same picture, up to 0.01 a near copy by its hash, up to 0.06 mostly an edit of it (cropped, mirrored, turned, recoloured), 1 has nothing in common. */
            distance: number;
            /**
             * @description How sure that is: the same bytes or pixels, nearly the same by the perceptual hash, or similar. They come in this order.
             * @enum {unknown}
             */
            tier: "same" | "near" | "similar";
            why: components["schemas"]["SimilarWhy"];
        };
        /**
         * SimilarWhy
         * @example {
         *       "by": "hash",
         *       "bits": 2
         *     }
         */
        SimilarWhy: {
            /**
             * @description What told it: the digest of the file or of its pixels, the hash, embeddings of a model, or the look.
             * @enum {unknown}
             */
            by: "bytes" | "pixels" | "hash" | "embedding" | "look";
            /** @description Of the hash, that differ. */
            bits?: number;
            /** @description Of the embeddings. */
            cosine?: number;
            /** @description The model that made them. */
            model?: string;
        };
        /** StartJobResult */
        StartJobResult: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "running";
            /** @description Its first tasks: one for each keyword and source. */
            task_ids: string[];
            /** @description How many tasks; their batches of candidates follow. */
            total_chunks: number;
            message: string;
        };
        /** StoredFile */
        StoredFile: {
            /** @description Its name here: the id of the image and the extension of what it is. */
            stored_filename: string;
            /** @description Shows the file; signed and expiring, so that `<img>` can use it. */
            preview_url: string;
            /** @description As it was sent. */
            original_filename: string;
            /** @description Bytes. */
            file_size: number;
            /** @description What it is, whatever its name says. */
            content_type: string;
        };
        /** StoredFiles */
        StoredFiles: {
            message: string;
            data: components["schemas"]["StoredFile"][];
        };
        /**
         * SuggestedImage
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": null,
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "openverse",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "suggestion": {
         *         "label": "red kite",
         *         "confidence": 0.93,
         *         "given_confidence": null,
         *         "certain": false,
         *         "alternatives": [
         *           {
         *             "label": "buzzard",
         *             "confidence": 0.05
         *           }
         *         ],
         *         "open": true
         *       }
         *     }
         */
        SuggestedImage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            suggestion: {
                /** @description The likely label. */
                label: string;
                /** @description How sure: of those with 0.8, about 8 of 10 are right. */
                confidence: number;
                given_confidence: number | null;
                /** @description Whether the other label is as likely as it is for images that have it. */
                certain: boolean;
                /** @description Other labels that it may be, the likeliest first. */
                alternatives: {
                    label: string;
                    /** @description How likely. */
                    confidence: number;
                }[];
                /** @description Whether nobody has changed its label since. */
                open: boolean;
            };
        };
        /** SuggestedLabelsPage */
        SuggestedLabelsPage: {
            items: components["schemas"]["SuggestedImage"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * Suggestions
         * @example {
         *       "id": "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22",
         *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
         *       "status": "completed",
         *       "error_message": null,
         *       "labels": "all",
         *       "learned": {
         *         "compared_by": {
         *           "kind": "model",
         *           "model": "mobilenet-v2",
         *           "version": 1
         *         },
         *         "method": "linear",
         *         "accuracy": 0.79,
         *         "calibration_error": 0.03,
         *         "images": 1713,
         *         "examples": 200,
         *         "without_vector": 0,
         *         "suggested": 1513,
         *         "doubtful": 12,
         *         "next": 20,
         *         "labels": [
         *           {
         *             "label": "hat",
         *             "examples": 20,
         *             "recognised": 0.85,
         *             "suggested": 161,
         *             "doubtful": 2
         *           }
         *         ],
         *         "left_out": {
         *           "count": 0,
         *           "labels": []
         *         }
         *       },
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "finished_at": "2026-11-20T08:00:02.000Z"
         *     }
         */
        Suggestions: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed";
            error_message: string | null;
            /** @enum {unknown} */
            labels: "all" | "people" | "none";
            /** @description `null` until it is completed. */
            learned: {
                /** @description The model whose embeddings were compared, or `look`: composition, edges and colours, where none has seen most images. */
                compared_by: {
                    /** @enum {unknown} */
                    kind: "model" | "look";
                    model: string | null;
                    version: number | null;
                };
                /**
                 * @description By the nearest examples, or by a linear model of all of them: what tells more examples rightly.
                 * @enum {unknown}
                 */
                method: "nearest" | "linear";
                /** @description Share of the examples that is told rightly by what was learned from others (cross-validated). */
                accuracy: number;
                /** @description How far confidences are from the share of right ones among the examples (ECE). */
                calibration_error: number;
                /** @description Kept images of the project. */
                images: number;
                /** @description Images with a label that was learned. */
                examples: number;
                /** @description Images that cannot be compared; nothing is said of them. */
                without_vector: number;
                suggested: number;
                doubtful: number;
                next: number;
                labels: {
                    label: string;
                    /** @description Images that have it and can be compared. */
                    examples: number;
                    /** @description Share of these that is told rightly by the others. */
                    recognised: number;
                    /** @description Images that it is suggested for. */
                    suggested: number;
                    /** @description Images that have it, and look more like another one. */
                    doubtful: number;
                }[];
                /** @description Labels of too few images to learn them: at least two can be compared of one that is learned. */
                left_out: {
                    count: number;
                    labels: string[];
                };
            } | null;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
        };
        /** SuggestionsPage */
        SuggestionsPage: {
            items: components["schemas"]["Suggestions"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * Tokens
         * @example {
         *       "access_token": "eyJhbGciOiJIUzI1NiIs…",
         *       "refresh_token": "mYkq7Tz1…",
         *       "token_type": "bearer",
         *       "expires_in": 1800
         *     }
         */
        Tokens: {
            /** @description Goes into `Authorization: Bearer …`. */
            access_token: string;
            /** @description Trades once for new tokens at `POST /auth/refresh`. */
            refresh_token: string;
            /** @enum {string} */
            token_type: "bearer";
            /** @description Seconds until the access token expires. */
            expires_in: number;
        };
        /** UpdateApiKeyRequest */
        UpdateApiKeyRequest: {
            /**
             * @description What it is for.
             * @example Nightly export
             */
            name?: string;
            /**
             * @description What it may do: `read`; `write` makes and changes things; `ingest` uploads; `export`; `admin`.
             * @example [
             *       "read",
             *       "ingest"
             *     ]
             */
            scopes?: ("read" | "write" | "ingest" | "export" | "admin")[];
            /** @description Requests a minute; null takes the limit of users. */
            rate_limit?: number | null;
            /** @description When it stops working; null is never. */
            expires_at?: string | null;
        };
        /** UpdateDatasetRequest */
        UpdateDatasetRequest: {
            name?: string;
            description?: string | null;
        };
        /** UpdateImageRequest */
        UpdateImageRequest: {
            title?: string | null;
            description?: string | null;
            /** @description At most 50, of at most 100 characters each. */
            tags?: string[];
            label?: string | null;
        };
        /** UpdateNotificationPreferencesRequest */
        UpdateNotificationPreferencesRequest: {
            job?: {
                /** @description Whether a notification is made. */
                in_app?: boolean;
                /** @description Whether a mail is sent. */
                email?: boolean;
            };
            dataset?: {
                /** @description Whether a notification is made. */
                in_app?: boolean;
                /** @description Whether a mail is sent. */
                email?: boolean;
            };
            validation?: {
                /** @description Whether a notification is made. */
                in_app?: boolean;
                /** @description Whether a mail is sent. */
                email?: boolean;
            };
            account?: {
                /** @description Whether a notification is made. */
                in_app?: boolean;
                /** @description Whether a mail is sent. */
                email?: boolean;
            };
        };
        /** UpdateProfileRequest */
        UpdateProfileRequest: {
            /**
             * @description E-mail address, at most 254 characters; unique without regard to case.
             * @example ada@example.com
             */
            email?: string;
            /**
             * @description Name as people know it.
             * @example Ada Lovelace
             */
            full_name?: string | null;
        };
        /** UpdateProjectRequest */
        UpdateProjectRequest: {
            /** @description What you call it; several projects may have one name. */
            name?: string;
            /** @description What it is for. */
            description?: string;
            /** @description What looks at its images, in this order: what one leaves empty, the next may fill. null means those of the installation. Images that are there are not analysed again by themselves: see `POST /projects/{id}/reprocess`. */
            analyzers?: ("builtin" | "local" | "azure" | "openai")[] | null;
        };
        /**
         * UploadedImage
         * @example {
         *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
         *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
         *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
         *       "filename": "red-kite.jpg",
         *       "title": "Red kite over a meadow",
         *       "description": null,
         *       "caption": null,
         *       "tags": [
         *         "bird",
         *         "sky"
         *       ],
         *       "colors": [
         *         {
         *           "hex": "#7fa8d4",
         *           "share": 0.71
         *         },
         *         {
         *           "hex": "#5b4a33",
         *           "share": 0.29
         *         }
         *       ],
         *       "label": "red kite",
         *       "query": "red kite",
         *       "width": 1600,
         *       "height": 1067,
         *       "bytes": 348211,
         *       "format": "jpeg",
         *       "content_type": "image/jpeg",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "phash": "c3a1b25e0f7d9c42",
         *       "source": "upload",
         *       "source_url": "https://images.example/red-kite.jpg",
         *       "page_url": "https://photos.example/red-kite",
         *       "creator": "A. Photographer",
         *       "creator_url": null,
         *       "license": "CC-BY-4.0",
         *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
         *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
         *       "quality": {
         *         "score": 93.2,
         *         "dark": 0.91,
         *         "light": 0.62,
         *         "blurry": 0.58,
         *         "low_information": 0.74,
         *         "odd_aspect_ratio": 0.67,
         *         "sharpness": 812.4,
         *         "entropy": 7.4,
         *         "contrast": 0.21,
         *         "brightness": 0.55,
         *         "greyscale": false
         *       },
         *       "issues": [],
         *       "status": "kept",
         *       "duplicate_of": null,
         *       "taken_at": null,
         *       "camera": null,
         *       "ai_processing_status": "pending",
         *       "ai_error_message": null,
         *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
         *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
         *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
         *       "retrieved_at": "2026-11-20T08:00:00.000Z",
         *       "created_at": "2026-11-20T08:00:00.000Z",
         *       "updated_at": "2026-11-20T08:00:00.000Z",
         *       "duplicate": false
         *     }
         */
        UploadedImage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /**
             * Format: uuid
             * @description The job that found it.
             */
            job_id: string;
            /** @description The name that it came under; data, never a path. */
            filename: string;
            title: string | null;
            description: string | null;
            caption: string | null;
            tags: string[];
            /** @description Palette, most frequent first. */
            colors: {
                hex: string;
                /** @description Share of the pixels. */
                share: number;
            }[];
            label: string | null;
            /** @description The keyword that found it. */
            query: string | null;
            /** @description Pixels, upright. */
            width: number;
            /** @description Pixels, upright. */
            height: number;
            /** @description Size of the file. */
            bytes: number;
            /** @description By its bytes: jpeg, png, webp, gif, avif, tiff or bmp. */
            format: string;
            content_type: string;
            /** @description Of the file, 64 hex digits. */
            sha256: string;
            /** @description Perceptual hash, 16 hex digits. */
            phash: string;
            /** @description Where it comes from, e.g. `openverse` or `upload`. */
            source: string;
            source_url: string | null;
            /** @description Page that a person can open. */
            page_url: string | null;
            creator: string | null;
            creator_url: string | null;
            /** @description Normalised id, e.g. `CC-BY-4.0`; null when it is not known. */
            license: string | null;
            license_url: string | null;
            /** @description The line that credits it. */
            attribution: string;
            quality: components["schemas"]["ImageQuality"];
            /** @description Codes of checks that it does not pass, e.g. `blurry`. */
            issues: string[];
            /**
             * @description Whether a better copy stands for it.
             * @enum {unknown}
             */
            status: "kept" | "duplicate";
            /**
             * Format: uuid
             * @description The better copy.
             */
            duplicate_of: string | null;
            /** @description As the camera wrote it. */
            taken_at: string | null;
            camera: string | null;
            /** @enum {unknown} */
            ai_processing_status: "pending" | "processing" | "completed" | "failed";
            ai_error_message: string | null;
            /** @description The file; signed and expiring, so that `<img>` can show it. */
            url: string;
            /** @description A small WebP, the same way; add `&size=128`, 256, 512 or 1024. */
            thumbnail_url: string;
            /** @description Base64 of a thumbhash, to show before it is loaded. */
            thumbhash: string;
            /** Format: date-time */
            retrieved_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Whether the project had these very bytes already. */
            duplicate: boolean;
        };
        /** UploadedImages */
        UploadedImages: {
            /** @description In their order. */
            uploaded: components["schemas"]["UploadedImage"][];
            rejected: {
                /** @description As it was sent. */
                filename: string;
                code: string;
                /** @description Why, and what to do. */
                detail: string;
            }[];
        };
        /**
         * User
         * @example {
         *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
         *       "email": "ada@example.com",
         *       "full_name": "Ada Lovelace",
         *       "role": "user",
         *       "is_active": true,
         *       "is_superuser": false,
         *       "created_at": "2026-01-05T10:00:00.000Z",
         *       "updated_at": "2026-01-05T10:00:00.000Z"
         *     }
         */
        User: {
            /** Format: uuid */
            id: string;
            email: string;
            full_name: string | null;
            /**
             * @description An admin sees and changes everything.
             * @enum {unknown}
             */
            role: "user" | "admin";
            /** @description A disabled account cannot log in. */
            is_active: boolean;
            /** @description Whether `role` is `admin`. */
            is_superuser: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** UsersPage */
        UsersPage: {
            items: components["schemas"]["User"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** ValidateBatchRequest */
        ValidateBatchRequest: {
            /** Format: uuid */
            dataset_id?: string;
            image_ids?: string[];
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level?: "fast" | "medium" | "slow";
        } & (unknown | unknown);
        /** ValidateBatchResult */
        ValidateBatchResult: {
            /** Format: uuid */
            id: string;
            /** @description The job whose images it checks, if it checks those of one. */
            job_id: string | null;
            dataset_id: string | null;
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            validation_level: "fast" | "medium" | "slow";
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed";
            /** @description Images that were to be checked. */
            images_count: number;
            error_message: string | null;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            task_ids: string[];
            message: string;
        };
        /** ValidateJobRequest */
        ValidateJobRequest: {
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level?: "fast" | "medium" | "slow";
        };
        /** ValidateJobResult */
        ValidateJobResult: {
            /** Format: uuid */
            job_id: string;
            /**
             * Format: uuid
             * @description Where the results stand: GET /validation/results/{id}.
             */
            validation_id: string;
            images_count: number;
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            validation_level: "fast" | "medium" | "slow";
            /** @description Background tasks that check the images. */
            task_ids: string[];
            message: string;
        };
        /** ValidationLevel */
        ValidationLevel: {
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            level: "fast" | "medium" | "slow";
            /**
             * @description Who chose it: you, an admin for everybody, or nobody.
             * @enum {unknown}
             */
            scope: "user" | "installation" | "default";
        };
        /** ValidationResults */
        ValidationResults: {
            /** Format: uuid */
            validation_id: string;
            /** @description The job whose images it checks, if it checks those of one. */
            job_id: string | null;
            dataset_id: string | null;
            /**
             * @description `fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. `slow`: reads and decodes every file again, so that damaged storage is found too.
             * @enum {unknown}
             */
            validation_level: "fast" | "medium" | "slow";
            /** @enum {unknown} */
            status: "pending" | "running" | "completed" | "failed";
            /** @description Images that were to be checked. */
            images_count: number;
            error_message: string | null;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            checked_images: number;
            valid_images: number;
            invalid_images: number;
            average_quality_score: number | null;
            items: components["schemas"]["GetValidationResult"][];
            /** @description Items on all pages. */
            total: number;
            page: number;
            limit: number;
            /** @description Number of pages. */
            pages: number;
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
    };
    responses: {
        /** @description It cannot be done in this state, or the body is not JSON. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It exists already, or somebody else is at it. */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not allowed for this account or API key. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The disk is full: tell your admin. */
        InsufficientStorage: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of Pixmill; the log knows more under the `request_id`. */
        InternalServerError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing was sent. */
        NotAcceptable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not there, or not yours. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too large. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Outside the file. */
        RangeNotSatisfiable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not ready; try again in a moment. */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests; `Retry-After` says when to go on. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No login, or one that is not valid any more. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not valid: all problems at once. */
        UnprocessableEntity: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequest"];
            };
        };
        /** @description This type is not read here. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
         * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
         */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Names this request in the log and in errors.
         * @example 0199d6c5-3e0a-7c41-9f5e-6a3f1f6f1c55
         */
        "X-Request-Id": string;
        /**
         * @description Requests a minute that you have.
         * @example 100
         */
        "X-RateLimit-Limit": number;
        /**
         * @description How many of them are left in this minute.
         * @example 99
         */
        "X-RateLimit-Remaining": number;
        /**
         * @description When there are new ones, in seconds since 1970 (UTC).
         * @example 1780000000
         */
        "X-RateLimit-Reset": number;
        /**
         * @description Seconds until it is worth trying again.
         * @example 12
         */
        "Retry-After": number;
        /**
         * @description How to show who you are.
         * @example Bearer
         */
        "WWW-Authenticate": string;
        /**
         * @description `true` when this is the stored answer to an earlier request with the same key.
         * @example true
         */
        "Idempotent-Replayed": "true";
    };
    pathItems: never;
}
export type AcceptSuggestionsRequest = components['schemas']['AcceptSuggestionsRequest'];
export type Acceptance = components['schemas']['Acceptance'];
export type AcceptancesPage = components['schemas']['AcceptancesPage'];
export type AcceptedSuggestions = components['schemas']['AcceptedSuggestions'];
export type AccessToken = components['schemas']['AccessToken'];
export type Activity = components['schemas']['Activity'];
export type ActivityPage = components['schemas']['ActivityPage'];
export type AnalyzeImageRequest = components['schemas']['AnalyzeImageRequest'];
export type AnalyzeImageResult = components['schemas']['AnalyzeImageResult'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyUsage = components['schemas']['ApiKeyUsage'];
export type ApiKeysPage = components['schemas']['ApiKeysPage'];
export type CancelJobResult = components['schemas']['CancelJobResult'];
export type ChangePasswordRequest = components['schemas']['ChangePasswordRequest'];
export type ClusterDataset = components['schemas']['ClusterDataset'];
export type ClusterGroup = components['schemas']['ClusterGroup'];
export type ClusterImage = components['schemas']['ClusterImage'];
export type ClusterImagesPage = components['schemas']['ClusterImagesPage'];
export type ClusterLabelling = components['schemas']['ClusterLabelling'];
export type ClusterMap = components['schemas']['ClusterMap'];
export type ClusterRun = components['schemas']['ClusterRun'];
export type ClusterRunsPage = components['schemas']['ClusterRunsPage'];
export type ClusterUnlabelling = components['schemas']['ClusterUnlabelling'];
export type ClusteredImage = components['schemas']['ClusteredImage'];
export type Clusters = components['schemas']['Clusters'];
export type CreateApiKeyRequest = components['schemas']['CreateApiKeyRequest'];
export type CreateApiKeyResult = components['schemas']['CreateApiKeyResult'];
export type CreateDatasetRequest = components['schemas']['CreateDatasetRequest'];
export type CreateJobRequest = components['schemas']['CreateJobRequest'];
export type CreatePrivateUserRequest = components['schemas']['CreatePrivateUserRequest'];
export type CreateProjectRequest = components['schemas']['CreateProjectRequest'];
export type CreateSuggestionsRequest = components['schemas']['CreateSuggestionsRequest'];
export type CreateUserRequest = components['schemas']['CreateUserRequest'];
export type Dataset = components['schemas']['Dataset'];
export type DatasetStats = components['schemas']['DatasetStats'];
export type DatasetStatus = components['schemas']['DatasetStatus'];
export type DatasetValidationStats = components['schemas']['DatasetValidationStats'];
export type DatasetsPage = components['schemas']['DatasetsPage'];
export type DecideDuplicatesByRuleRequest = components['schemas']['DecideDuplicatesByRuleRequest'];
export type DecideDuplicatesRequest = components['schemas']['DecideDuplicatesRequest'];
export type DuplicateAct = components['schemas']['DuplicateAct'];
export type DuplicateActsPage = components['schemas']['DuplicateActsPage'];
export type DuplicateBulk = components['schemas']['DuplicateBulk'];
export type DuplicateDecision = components['schemas']['DuplicateDecision'];
export type DuplicateFinding = components['schemas']['DuplicateFinding'];
export type DuplicateGroup = components['schemas']['DuplicateGroup'];
export type DuplicatesPage = components['schemas']['DuplicatesPage'];
export type Error = components['schemas']['Error'];
export type FindDuplicatesRequest = components['schemas']['FindDuplicatesRequest'];
export type FindSimilarImagesPage = components['schemas']['FindSimilarImagesPage'];
export type FoundImage = components['schemas']['FoundImage'];
export type GetValidationResult = components['schemas']['GetValidationResult'];
export type Greeting = components['schemas']['Greeting'];
export type Health = components['schemas']['Health'];
export type Image = components['schemas']['Image'];
export type ImageQuality = components['schemas']['ImageQuality'];
export type ImagesPage = components['schemas']['ImagesPage'];
export type InvalidRequest = components['schemas']['InvalidRequest'];
export type Job = components['schemas']['Job'];
export type JobOutcome = components['schemas']['JobOutcome'];
export type JobOutcomesPage = components['schemas']['JobOutcomesPage'];
export type JobProgress = components['schemas']['JobProgress'];
export type JobsPage = components['schemas']['JobsPage'];
export type LabelClusterRequest = components['schemas']['LabelClusterRequest'];
export type LinkDatasetArchiveResult = components['schemas']['LinkDatasetArchiveResult'];
export type Live = components['schemas']['Live'];
export type LogInRequest = components['schemas']['LogInRequest'];
export type LogOutRequest = components['schemas']['LogOutRequest'];
export type MakeClusterDatasetRequest = components['schemas']['MakeClusterDatasetRequest'];
export type MakeClustersRequest = components['schemas']['MakeClustersRequest'];
export type Message = components['schemas']['Message'];
export type NotReady = components['schemas']['NotReady'];
export type Notification = components['schemas']['Notification'];
export type NotificationPreferences = components['schemas']['NotificationPreferences'];
export type NotificationsPage = components['schemas']['NotificationsPage'];
export type PartHealth = components['schemas']['PartHealth'];
export type Problem = components['schemas']['Problem'];
export type Project = components['schemas']['Project'];
export type ProjectsPage = components['schemas']['ProjectsPage'];
export type ReadAllNotificationsResult = components['schemas']['ReadAllNotificationsResult'];
export type Ready = components['schemas']['Ready'];
export type RefreshTokensRequest = components['schemas']['RefreshTokensRequest'];
export type ReplaceUserRequest = components['schemas']['ReplaceUserRequest'];
export type ReprocessProjectRequest = components['schemas']['ReprocessProjectRequest'];
export type ReprocessProjectResult = components['schemas']['ReprocessProjectResult'];
export type Reprocessing = components['schemas']['Reprocessing'];
export type ResetPasswordRequest = components['schemas']['ResetPasswordRequest'];
export type RetryJobRequest = components['schemas']['RetryJobRequest'];
export type SearchImagesPage = components['schemas']['SearchImagesPage'];
export type SearchMatch = components['schemas']['SearchMatch'];
export type SearchWhy = components['schemas']['SearchWhy'];
export type SendTestEmailResult = components['schemas']['SendTestEmailResult'];
export type SetValidationLevelRequest = components['schemas']['SetValidationLevelRequest'];
export type SignUpRequest = components['schemas']['SignUpRequest'];
export type SignUpResult = components['schemas']['SignUpResult'];
export type SimilarImage = components['schemas']['SimilarImage'];
export type SimilarWhy = components['schemas']['SimilarWhy'];
export type StartJobResult = components['schemas']['StartJobResult'];
export type StoredFile = components['schemas']['StoredFile'];
export type StoredFiles = components['schemas']['StoredFiles'];
export type SuggestedImage = components['schemas']['SuggestedImage'];
export type SuggestedLabelsPage = components['schemas']['SuggestedLabelsPage'];
export type Suggestions = components['schemas']['Suggestions'];
export type SuggestionsPage = components['schemas']['SuggestionsPage'];
export type Tokens = components['schemas']['Tokens'];
export type UpdateApiKeyRequest = components['schemas']['UpdateApiKeyRequest'];
export type UpdateDatasetRequest = components['schemas']['UpdateDatasetRequest'];
export type UpdateImageRequest = components['schemas']['UpdateImageRequest'];
export type UpdateNotificationPreferencesRequest = components['schemas']['UpdateNotificationPreferencesRequest'];
export type UpdateProfileRequest = components['schemas']['UpdateProfileRequest'];
export type UpdateProjectRequest = components['schemas']['UpdateProjectRequest'];
export type UploadedImage = components['schemas']['UploadedImage'];
export type UploadedImages = components['schemas']['UploadedImages'];
export type User = components['schemas']['User'];
export type UsersPage = components['schemas']['UsersPage'];
export type ValidateBatchRequest = components['schemas']['ValidateBatchRequest'];
export type ValidateBatchResult = components['schemas']['ValidateBatchResult'];
export type ValidateJobRequest = components['schemas']['ValidateJobRequest'];
export type ValidateJobResult = components['schemas']['ValidateJobResult'];
export type ValidationLevel = components['schemas']['ValidationLevel'];
export type ValidationResults = components['schemas']['ValidationResults'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseInsufficientStorage = components['responses']['InsufficientStorage'];
export type ResponseInternalServerError = components['responses']['InternalServerError'];
export type ResponseNotAcceptable = components['responses']['NotAcceptable'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseRangeNotSatisfiable = components['responses']['RangeNotSatisfiable'];
export type ResponseServiceUnavailable = components['responses']['ServiceUnavailable'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnprocessableEntity = components['responses']['UnprocessableEntity'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type HeaderXRateLimitLimit = components['headers']['X-RateLimit-Limit'];
export type HeaderXRateLimitRemaining = components['headers']['X-RateLimit-Remaining'];
export type HeaderXRateLimitReset = components['headers']['X-RateLimit-Reset'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderIdempotentReplayed = components['headers']['Idempotent-Replayed'];
export type $defs = Record<string, never>;
export interface operations {
    greet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hello. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Greeting"];
                    "text/html": string;
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    uploadFiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description The images. */
                    files: Blob[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Successfully uploaded 1 files",
                     *       "data": [
                     *         {
                     *           "stored_filename": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11.jpg",
                     *           "preview_url": "http://127.0.0.1:8000/uploads/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11.jpg?expires=1763683200&signature=…",
                     *           "original_filename": "red-kite.jpg",
                     *           "file_size": 348211,
                     *           "content_type": "image/jpeg"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StoredFiles"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
        };
    };
    getUpload: {
        parameters: {
            query?: {
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description Its name here. */
                stored_filename: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUploadThumbnail: {
        parameters: {
            query?: {
                /** @description Longest side in pixels; never enlarged. */
                size?: 128 | 256 | 512 | 1024;
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description The stored name or its id. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thumbnail. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogInRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJIUzI1NiIs…",
                     *       "refresh_token": "mYkq7Tz1…",
                     *       "token_type": "bearer",
                     *       "expires_in": 1800
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshTokensRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJIUzI1NiIs…",
                     *       "refresh_token": "mYkq7Tz1…",
                     *       "token_type": "bearer",
                     *       "expires_in": 1800
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LogOutRequest"];
            };
        };
        responses: {
            /** @description Logged out. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "full_name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProfileRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "full_name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProfileRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "old password",
                 *       "new_password": "new password"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Done."
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    testToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recoverPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description E-mail address, at most 254 characters; unique without regard to case.
                 * @example ada@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Done."
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "mYkq7Tz1…",
                 *       "new_password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["ResetPasswordRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Done."
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at. */
                sort?: "created_at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "correct horse battery",
                 *       "full_name": "Ada Lovelace",
                 *       "role": "user"
                 *     }
                 */
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signUpUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "full_name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["ReplaceUserRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "full_name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["ReplaceUserRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPrivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePrivateUserRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "email": "ada@example.com",
                     *       "full_name": "Ada Lovelace",
                     *       "role": "user",
                     *       "is_active": true,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-05T10:00:00.000Z",
                     *       "updated_at": "2026-01-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "healthy",
                     *       "timestamp": "2026-11-20T08:00:00.000Z",
                     *       "services": {
                     *         "database": {
                     *           "status": "healthy",
                     *           "message": "It answers."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            /** @description Requests cannot be answered now. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotReady"];
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": components["schemas"]["Ready"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            /** @description Requests cannot be answered now. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotReady"];
                };
            };
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "alive"
                     *     }
                     */
                    "application/json": components["schemas"]["Live"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listActivity: {
        parameters: {
            query?: {
                /** @description What was done. */
                action?: "create" | "update" | "delete" | "upload" | "download" | "export" | "build" | "start" | "cancel" | "retry" | "finish" | "fail" | "validate" | "reprocess" | "decide" | "accept" | "undo" | "signup" | "login" | "login_failed" | "logout" | "session_revoked" | "password_changed" | "password_reset_requested" | "password_reset";
                /** @description To what kind of thing. */
                resource_type?: "user" | "session" | "api_key" | "project" | "job" | "dataset" | "validation" | "clusters" | "image" | "duplicate_decision" | "suggestions" | "acceptance" | "upload" | "notification" | "setting";
                /** @description To this thing. */
                resource_id?: string;
                /** @description By this user. */
                user_id?: string;
                /** @description At this time or later (RFC 3339). */
                from?: string;
                /** @description Before this time (RFC 3339). */
                to?: string;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at. */
                sort?: "created_at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Of this user instead of yours. */
                user_id?: string;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at. */
                sort?: "created_at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeysPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Nightly export",
                 *       "scopes": [
                 *         "read",
                 *         "export"
                 *       ],
                 *       "rate_limit": 600
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "user_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10",
                     *       "name": "Nightly export",
                     *       "key_prefix": "pm_Zk3v9cQ0",
                     *       "scopes": [
                     *         "read",
                     *         "export"
                     *       ],
                     *       "rate_limit": 600,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "created_at": "2026-11-01T08:00:00.000Z",
                     *       "key": "pm_Zk3v9cQ0…"
                     *     }
                     */
                    "application/json": components["schemas"]["CreateApiKeyResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "user_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10",
                     *       "name": "Nightly export",
                     *       "key_prefix": "pm_Zk3v9cQ0",
                     *       "scopes": [
                     *         "read",
                     *         "export"
                     *       ],
                     *       "rate_limit": 600,
                     *       "expires_at": null,
                     *       "last_used_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Weekly export",
                 *       "rate_limit": null
                 *     }
                 */
                "application/json": components["schemas"]["UpdateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "user_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10",
                     *       "name": "Nightly export",
                     *       "key_prefix": "pm_Zk3v9cQ0",
                     *       "scopes": [
                     *         "read",
                     *         "export"
                     *       ],
                     *       "rate_limit": 600,
                     *       "expires_at": null,
                     *       "last_used_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getApiKeyUsage: {
        parameters: {
            query?: {
                /** @description How many days, today included. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description The key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "api_key_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "last_used_at": "2026-11-20T08:00:00.000Z",
                     *       "total_requests": 120,
                     *       "total_errors": 2,
                     *       "days": [
                     *         {
                     *           "day": "2026-11-20",
                     *           "requests": 120,
                     *           "errors": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyUsage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listClusterRuns: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterRunsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    makeClusters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "algorithm": "auto",
                 *       "min_size": 10
                 *     }
                 */
                "application/json": components["schemas"]["MakeClustersRequest"];
            };
        };
        responses: {
            /** @description Taken on; it goes on in the background. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "status": "completed",
                     *       "progress": 100,
                     *       "requested": {
                     *         "algorithm": "auto",
                     *         "min_size": null,
                     *         "groups": null,
                     *         "new_map": false
                     *       },
                     *       "algorithm": "hdbscan",
                     *       "compared_by": "mobilenet-v2",
                     *       "images_count": 1713,
                     *       "left_out": 0,
                     *       "map_kept": false,
                     *       "notices": [],
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": "2026-11-20T08:00:00.100Z",
                     *       "finished_at": "2026-11-20T08:00:07.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getClusters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "status": "completed",
                     *       "progress": 100,
                     *       "requested": {
                     *         "algorithm": "auto",
                     *         "min_size": null,
                     *         "groups": null,
                     *         "new_map": false
                     *       },
                     *       "algorithm": "hdbscan",
                     *       "compared_by": "mobilenet-v2",
                     *       "images_count": 1713,
                     *       "left_out": 0,
                     *       "map_kept": false,
                     *       "notices": [],
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": "2026-11-20T08:00:00.100Z",
                     *       "finished_at": "2026-11-20T08:00:07.000Z",
                     *       "groups": [
                     *         {
                     *           "number": 1,
                     *           "name": "running shoe, sandal",
                     *           "tags": [
                     *             "running shoe",
                     *             "sandal",
                     *             "clog"
                     *           ],
                     *           "size": 240,
                     *           "cover": {
                     *             "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *             "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…"
                     *           },
                     *           "representatives": [
                     *             {
                     *               "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *               "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…"
                     *             }
                     *           ],
                     *           "label": null
                     *         }
                     *       ],
                     *       "outliers": 120
                     *     }
                     */
                    "application/json": components["schemas"]["Clusters"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelClusters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c300-5d1e-7c55-9a0b-4f2a6b8c1d22",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "status": "completed",
                     *       "progress": 100,
                     *       "requested": {
                     *         "algorithm": "auto",
                     *         "min_size": null,
                     *         "groups": null,
                     *         "new_map": false
                     *       },
                     *       "algorithm": "hdbscan",
                     *       "compared_by": "mobilenet-v2",
                     *       "images_count": 1713,
                     *       "left_out": 0,
                     *       "map_kept": false,
                     *       "notices": [],
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": "2026-11-20T08:00:00.100Z",
                     *       "finished_at": "2026-11-20T08:00:07.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getClusterMap: {
        parameters: {
            query?: {
                /** @description How it is written. */
                format?: "json" | "binary";
            };
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The map. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterMap"];
                    "application/octet-stream": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listClusterImages: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
                /** @description Number of the group; 0 for the outliers. */
                group: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterImagesPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    labelCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
                /** @description Number of the group. */
                group: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "label": "shoes"
                 *     }
                 */
                "application/json": components["schemas"]["LabelClusterRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "label": "shoes",
                     *       "images": 240,
                     *       "labelled": 238,
                     *       "kept_edited": 2,
                     *       "message": "238 of 240 images are labelled shoes now; DELETE takes it back."
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterLabelling"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unlabelCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
                /** @description Number of the group. */
                group: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "restored": 238,
                     *       "changed_since": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterUnlabelling"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    makeClusterDataset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The project. */
                id: string;
                /**
                 * @description The run, or `latest` for the newest completed one.
                 * @example latest
                 */
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shoes",
                 *       "groups": [
                 *         1
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["MakeClusterDatasetRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dataset_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "name": "Shoes",
                     *       "images": 240
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterDataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDatasets: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at, updated_at, name. */
                sort?: "created_at" | "updated_at" | "name";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
                /** @description pending, processing (its crawl, then its archive), then one of the others. */
                status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createDataset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Birds of prey",
                 *       "categories": {
                 *         "kite": [
                 *           "red kite",
                 *           "black kite"
                 *         ],
                 *         "owl": [
                 *           "barn owl"
                 *         ]
                 *       },
                 *       "max_images": 200
                 *     }
                 */
                "application/json": components["schemas"]["CreateDatasetRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z",
                     *       "name": "Birds of prey",
                     *       "description": null,
                     *       "keywords": [],
                     *       "categories": {
                     *         "kite": [
                     *           "red kite",
                     *           "black kite"
                     *         ],
                     *         "owl": [
                     *           "barn owl"
                     *         ]
                     *       },
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "any"
                     *       },
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
                     *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
                     *       "archive_bytes": null,
                     *       "archive_sha256": null,
                     *       "archived_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z",
                     *       "name": "Birds of prey",
                     *       "description": null,
                     *       "keywords": [],
                     *       "categories": {
                     *         "kite": [
                     *           "red kite",
                     *           "black kite"
                     *         ],
                     *         "owl": [
                     *           "barn owl"
                     *         ]
                     *       },
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "any"
                     *       },
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
                     *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
                     *       "archive_bytes": null,
                     *       "archive_sha256": null,
                     *       "archived_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Birds of prey, 2nd edition"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateDatasetRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z",
                     *       "name": "Birds of prey",
                     *       "description": null,
                     *       "keywords": [],
                     *       "categories": {
                     *         "kite": [
                     *           "red kite",
                     *           "black kite"
                     *         ],
                     *         "owl": [
                     *           "barn owl"
                     *         ]
                     *       },
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "any"
                     *       },
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
                     *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
                     *       "archive_bytes": null,
                     *       "archive_sha256": null,
                     *       "archived_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z",
                     *       "name": "Birds of prey",
                     *       "description": null,
                     *       "keywords": [],
                     *       "categories": {
                     *         "kite": [
                     *           "red kite",
                     *           "black kite"
                     *         ],
                     *         "owl": [
                     *           "barn owl"
                     *         ]
                     *       },
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "any"
                     *       },
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
                     *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
                     *       "archive_bytes": null,
                     *       "archive_sha256": null,
                     *       "archived_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    buildDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z",
                     *       "name": "Birds of prey",
                     *       "description": null,
                     *       "keywords": [],
                     *       "categories": {
                     *         "kite": [
                     *           "red kite",
                     *           "black kite"
                     *         ],
                     *         "owl": [
                     *           "barn owl"
                     *         ]
                     *       },
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "any"
                     *       },
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44",
                     *       "job_id": "019c2f9b-33aa-7e55-b7c1-93a7d2e4f155",
                     *       "archive_bytes": null,
                     *       "archive_sha256": null,
                     *       "archived_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDatasetStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total_datasets": 7,
                     *       "completed_datasets": 5,
                     *       "processing_datasets": 1,
                     *       "failed_datasets": 0,
                     *       "total_images": 812
                     *     }
                     */
                    "application/json": components["schemas"]["DatasetStats"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDatasetStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "processing",
                     *       "progress": 42,
                     *       "images_collected": 89,
                     *       "max_images": 200,
                     *       "download_url": null,
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "updated_at": "2026-11-20T08:00:30.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DatasetStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    linkDatasetArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "http://127.0.0.1:8000/api/v1/datasets/019c2f9b-33aa-7e55-b7c1-90e1c0b7a833/archive?expires=1763683200&signature=…",
                     *       "expires_at": "2026-11-21T00:00:00.000Z",
                     *       "filename": "Birds of prey.zip",
                     *       "bytes": 48211930,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkDatasetArchiveResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDatasetArchive: {
        parameters: {
            query?: {
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDuplicates: {
        parameters: {
            query: {
                project_id: string;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description Only groups to decide about, or only those that hashes settled. */
                state?: "open" | "settled";
                /** @description Only groups of this likeness. */
                kind?: "exact" | "near" | "cropped" | "mirrored" | "turned" | "edited";
                /** @description Only groups that are at least so sure. */
                min_sureness?: number;
                /** @description `next_cursor` of the page before: reads on from there, whatever was decided meanwhile. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    findDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11"
                 *     }
                 */
                "application/json": components["schemas"]["FindDuplicatesRequest"];
            };
        };
        responses: {
            /** @description Taken on; it goes on in the background. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                     *       "status": "completed",
                     *       "compared_by": "look",
                     *       "images": 1713,
                     *       "compared": 1713,
                     *       "waiting": 0,
                     *       "error_code": null,
                     *       "error_detail": null,
                     *       "started_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": "2026-11-20T08:00:41.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateFinding"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDuplicateFinding: {
        parameters: {
            query: {
                project_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                     *       "status": "completed",
                     *       "compared_by": "look",
                     *       "images": 1713,
                     *       "compared": 1713,
                     *       "waiting": 0,
                     *       "error_code": null,
                     *       "error_detail": null,
                     *       "started_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": "2026-11-20T08:00:41.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateFinding"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDuplicateActs: {
        parameters: {
            query: {
                project_id: string;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateActsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    decideDuplicatesByRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                 *       "rule": "keep_largest",
                 *       "min_sureness": 0.95,
                 *       "preview": true
                 *     }
                 */
                "application/json": components["schemas"]["DecideDuplicatesByRuleRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "preview": true,
                     *       "act_id": null,
                     *       "groups": 12,
                     *       "duplicates": 14,
                     *       "duplicate_bytes": 1048576,
                     *       "remaining": 0,
                     *       "sample": []
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateBulk"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDuplicateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-1c10-8c3e-9a51-2f6f0f6a8d11",
                     *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                     *       "state": "open",
                     *       "kind": "cropped",
                     *       "sureness": 0.98,
                     *       "keep": {
                     *         "image_id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *         "why": "more_pixels"
                     *       },
                     *       "images": [
                     *         {
                     *           "kind": "exact",
                     *           "sureness": 1,
                     *           "image": {
                     *             "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *             "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *             "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *             "filename": "red-kite.jpg",
                     *             "title": "Red kite over a meadow",
                     *             "description": null,
                     *             "caption": null,
                     *             "tags": [
                     *               "bird",
                     *               "sky"
                     *             ],
                     *             "colors": [
                     *               {
                     *                 "hex": "#7fa8d4",
                     *                 "share": 0.71
                     *               },
                     *               {
                     *                 "hex": "#5b4a33",
                     *                 "share": 0.29
                     *               }
                     *             ],
                     *             "label": "red kite",
                     *             "query": "red kite",
                     *             "width": 1600,
                     *             "height": 1067,
                     *             "bytes": 348211,
                     *             "format": "jpeg",
                     *             "content_type": "image/jpeg",
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *             "phash": "c3a1b25e0f7d9c42",
                     *             "source": "openverse",
                     *             "source_url": "https://images.example/red-kite.jpg",
                     *             "page_url": "https://photos.example/red-kite",
                     *             "creator": "A. Photographer",
                     *             "creator_url": null,
                     *             "license": "CC-BY-4.0",
                     *             "license_url": "https://creativecommons.org/licenses/by/4.0/",
                     *             "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
                     *             "quality": {
                     *               "score": 93.2,
                     *               "dark": 0.91,
                     *               "light": 0.62,
                     *               "blurry": 0.58,
                     *               "low_information": 0.74,
                     *               "odd_aspect_ratio": 0.67,
                     *               "sharpness": 812.4,
                     *               "entropy": 7.4,
                     *               "contrast": 0.21,
                     *               "brightness": 0.55,
                     *               "greyscale": false
                     *             },
                     *             "issues": [],
                     *             "status": "kept",
                     *             "duplicate_of": null,
                     *             "taken_at": null,
                     *             "camera": null,
                     *             "ai_processing_status": "pending",
                     *             "ai_error_message": null,
                     *             "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
                     *             "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
                     *             "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *             "retrieved_at": "2026-11-20T08:00:00.000Z",
                     *             "created_at": "2026-11-20T08:00:00.000Z",
                     *             "updated_at": "2026-11-20T08:00:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "created_at": "2026-11-20T08:00:41.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateGroup"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    decideDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideDuplicatesRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "act": {
                     *         "id": "019c2fa1-5c10-7c3e-9a51-2f6f0f6a8d11",
                     *         "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                     *         "user_id": "019c2f9a-0000-7c3e-9a51-2f6f0f6a8d11",
                     *         "decision": "keep",
                     *         "rule": null,
                     *         "groups": 1,
                     *         "images": 1,
                     *         "created_at": "2026-11-20T08:05:00.000Z",
                     *         "undone_at": null
                     *       },
                     *       "kept_image_id": "019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11",
                     *       "duplicate_ids": [
                     *         "019c2f9e-8b20-7c3e-9a51-2f6f0f6a8d11"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateDecision"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    undoDuplicateAct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                act: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa1-5c10-7c3e-9a51-2f6f0f6a8d11",
                     *       "project_id": "019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11",
                     *       "user_id": "019c2f9a-0000-7c3e-9a51-2f6f0f6a8d11",
                     *       "decision": "keep",
                     *       "rule": null,
                     *       "groups": 1,
                     *       "images": 1,
                     *       "created_at": "2026-11-20T08:05:00.000Z",
                     *       "undone_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["DuplicateAct"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listImages: {
        parameters: {
            query?: {
                /** @description Images of this project. */
                project_id?: string;
                /** @description Images that this job found. */
                job_id?: string;
                /** @description Kept images of this dataset. */
                dataset_id?: string;
                /** @description Images with this tag; given several times, with all of them. */
                tag?: string[];
                /** @description Images with this label. */
                label?: string;
                /** @description Licences, comma-separated: cc0, pdm, by, by-sa, by-nc, by-nd, by-nc-sa, by-nc-nd, an id such as CC-BY-4.0, commercial, or unknown. */
                license?: string;
                /** @description Where they come from, e.g. openverse. */
                source?: string;
                /** @description Least width, in pixels. */
                min_width?: number;
                /** @description Most width, in pixels. */
                max_width?: number;
                /** @description Least height, in pixels. */
                min_height?: number;
                /** @description Most height, in pixels. */
                max_height?: number;
                /** @description Least size of the file, in bytes. */
                min_bytes?: number;
                /** @description Most size of the file, in bytes. */
                max_bytes?: number;
                /**
                 * @description Added at this time or later (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                from?: string;
                /**
                 * @description Added before this time (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                to?: string;
                /** @description Images that do not pass this check, e.g. blurry; given several times, any of them. */
                issue?: string[];
                /** @description Those that were kept, or those that a better copy stands for. */
                status?: "kept" | "duplicate";
                /** @description How far the analysis is. */
                ai_processing_status?: "pending" | "processing" | "completed" | "failed";
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at, updated_at, title, label, width, height, bytes. */
                sort?: "created_at" | "updated_at" | "title" | "label" | "width" | "height" | "bytes";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "filename": "red-kite.jpg",
                     *       "title": "Red kite over a meadow",
                     *       "description": null,
                     *       "caption": null,
                     *       "tags": [
                     *         "bird",
                     *         "sky"
                     *       ],
                     *       "colors": [
                     *         {
                     *           "hex": "#7fa8d4",
                     *           "share": 0.71
                     *         },
                     *         {
                     *           "hex": "#5b4a33",
                     *           "share": 0.29
                     *         }
                     *       ],
                     *       "label": "red kite",
                     *       "query": "red kite",
                     *       "width": 1600,
                     *       "height": 1067,
                     *       "bytes": 348211,
                     *       "format": "jpeg",
                     *       "content_type": "image/jpeg",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "phash": "c3a1b25e0f7d9c42",
                     *       "source": "openverse",
                     *       "source_url": "https://images.example/red-kite.jpg",
                     *       "page_url": "https://photos.example/red-kite",
                     *       "creator": "A. Photographer",
                     *       "creator_url": null,
                     *       "license": "CC-BY-4.0",
                     *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
                     *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
                     *       "quality": {
                     *         "score": 93.2,
                     *         "dark": 0.91,
                     *         "light": 0.62,
                     *         "blurry": 0.58,
                     *         "low_information": 0.74,
                     *         "odd_aspect_ratio": 0.67,
                     *         "sharpness": 812.4,
                     *         "entropy": 7.4,
                     *         "contrast": 0.21,
                     *         "brightness": 0.55,
                     *         "greyscale": false
                     *       },
                     *       "issues": [],
                     *       "status": "kept",
                     *       "duplicate_of": null,
                     *       "taken_at": null,
                     *       "camera": null,
                     *       "ai_processing_status": "pending",
                     *       "ai_error_message": null,
                     *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
                     *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "retrieved_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Image"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Red kite over a meadow",
                 *       "tags": [
                 *         "bird",
                 *         "sky"
                 *       ],
                 *       "label": "red kite"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateImageRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "filename": "red-kite.jpg",
                     *       "title": "Red kite over a meadow",
                     *       "description": null,
                     *       "caption": null,
                     *       "tags": [
                     *         "bird",
                     *         "sky"
                     *       ],
                     *       "colors": [
                     *         {
                     *           "hex": "#7fa8d4",
                     *           "share": 0.71
                     *         },
                     *         {
                     *           "hex": "#5b4a33",
                     *           "share": 0.29
                     *         }
                     *       ],
                     *       "label": "red kite",
                     *       "query": "red kite",
                     *       "width": 1600,
                     *       "height": 1067,
                     *       "bytes": 348211,
                     *       "format": "jpeg",
                     *       "content_type": "image/jpeg",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "phash": "c3a1b25e0f7d9c42",
                     *       "source": "openverse",
                     *       "source_url": "https://images.example/red-kite.jpg",
                     *       "page_url": "https://photos.example/red-kite",
                     *       "creator": "A. Photographer",
                     *       "creator_url": null,
                     *       "license": "CC-BY-4.0",
                     *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
                     *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
                     *       "quality": {
                     *         "score": 93.2,
                     *         "dark": 0.91,
                     *         "light": 0.62,
                     *         "blurry": 0.58,
                     *         "low_information": 0.74,
                     *         "odd_aspect_ratio": 0.67,
                     *         "sharpness": 812.4,
                     *         "entropy": 7.4,
                     *         "contrast": 0.21,
                     *         "brightness": 0.55,
                     *         "greyscale": false
                     *       },
                     *       "issues": [],
                     *       "status": "kept",
                     *       "duplicate_of": null,
                     *       "taken_at": null,
                     *       "camera": null,
                     *       "ai_processing_status": "pending",
                     *       "ai_error_message": null,
                     *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
                     *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "retrieved_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Image"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reprocessImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken on; it goes on in the background. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "image_id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *       "ai_processing_status": "pending",
                     *       "message": "The image is measured again in the background."
                     *     }
                     */
                    "application/json": components["schemas"]["Reprocessing"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getImageFile: {
        parameters: {
            query?: {
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    downloadImage: {
        parameters: {
            query?: {
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                    "image/gif": Blob;
                    "image/avif": Blob;
                    "image/tiff": Blob;
                    "image/bmp": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getImageThumbnail: {
        parameters: {
            query?: {
                /** @description Longest side in pixels; never enlarged. */
                size?: 128 | 256 | 512 | 1024;
                /** @description Of a signed link: until when it is valid, in seconds since 1970. */
                expires?: number;
            };
            header?: never;
            path: {
                /** @description The image. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thumbnail. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description You have it: `If-None-Match` names its `ETag`. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    uploadImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The image.
                     */
                    file: Blob;
                    title?: string;
                    /**
                     * Format: uuid
                     * @description Yours; without it your default project.
                     */
                    project_id?: string;
                    /** @description At most 50, of at most 100 characters each. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "filename": "red-kite.jpg",
                     *       "title": "Red kite over a meadow",
                     *       "description": null,
                     *       "caption": null,
                     *       "tags": [
                     *         "bird",
                     *         "sky"
                     *       ],
                     *       "colors": [
                     *         {
                     *           "hex": "#7fa8d4",
                     *           "share": 0.71
                     *         },
                     *         {
                     *           "hex": "#5b4a33",
                     *           "share": 0.29
                     *         }
                     *       ],
                     *       "label": "red kite",
                     *       "query": "red kite",
                     *       "width": 1600,
                     *       "height": 1067,
                     *       "bytes": 348211,
                     *       "format": "jpeg",
                     *       "content_type": "image/jpeg",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "phash": "c3a1b25e0f7d9c42",
                     *       "source": "upload",
                     *       "source_url": "https://images.example/red-kite.jpg",
                     *       "page_url": "https://photos.example/red-kite",
                     *       "creator": "A. Photographer",
                     *       "creator_url": null,
                     *       "license": "CC-BY-4.0",
                     *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
                     *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
                     *       "quality": {
                     *         "score": 93.2,
                     *         "dark": 0.91,
                     *         "light": 0.62,
                     *         "blurry": 0.58,
                     *         "low_information": 0.74,
                     *         "odd_aspect_ratio": 0.67,
                     *         "sharpness": 812.4,
                     *         "entropy": 7.4,
                     *         "contrast": 0.21,
                     *         "brightness": 0.55,
                     *         "greyscale": false
                     *       },
                     *       "issues": [],
                     *       "status": "kept",
                     *       "duplicate_of": null,
                     *       "taken_at": null,
                     *       "camera": null,
                     *       "ai_processing_status": "pending",
                     *       "ai_error_message": null,
                     *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
                     *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "retrieved_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["UploadedImage"];
                };
            };
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "job_id": "0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "filename": "red-kite.jpg",
                     *       "title": "Red kite over a meadow",
                     *       "description": null,
                     *       "caption": null,
                     *       "tags": [
                     *         "bird",
                     *         "sky"
                     *       ],
                     *       "colors": [
                     *         {
                     *           "hex": "#7fa8d4",
                     *           "share": 0.71
                     *         },
                     *         {
                     *           "hex": "#5b4a33",
                     *           "share": 0.29
                     *         }
                     *       ],
                     *       "label": "red kite",
                     *       "query": "red kite",
                     *       "width": 1600,
                     *       "height": 1067,
                     *       "bytes": 348211,
                     *       "format": "jpeg",
                     *       "content_type": "image/jpeg",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "phash": "c3a1b25e0f7d9c42",
                     *       "source": "upload",
                     *       "source_url": "https://images.example/red-kite.jpg",
                     *       "page_url": "https://photos.example/red-kite",
                     *       "creator": "A. Photographer",
                     *       "creator_url": null,
                     *       "license": "CC-BY-4.0",
                     *       "license_url": "https://creativecommons.org/licenses/by/4.0/",
                     *       "attribution": "\"Red kite over a meadow\" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite",
                     *       "quality": {
                     *         "score": 93.2,
                     *         "dark": 0.91,
                     *         "light": 0.62,
                     *         "blurry": 0.58,
                     *         "low_information": 0.74,
                     *         "odd_aspect_ratio": 0.67,
                     *         "sharpness": 812.4,
                     *         "entropy": 7.4,
                     *         "contrast": 0.21,
                     *         "brightness": 0.55,
                     *         "greyscale": false
                     *       },
                     *       "issues": [],
                     *       "status": "kept",
                     *       "duplicate_of": null,
                     *       "taken_at": null,
                     *       "camera": null,
                     *       "ai_processing_status": "pending",
                     *       "ai_error_message": null,
                     *       "url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…",
                     *       "thumbnail_url": "http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "retrieved_at": "2026-11-20T08:00:00.000Z",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["UploadedImage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
        };
    };
    uploadImages: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description The images. */
                    files: Blob[];
                    /**
                     * Format: uuid
                     * @description Yours; without it your default project.
                     */
                    project_id?: string;
                    /** @description At most 50, of at most 100 characters each. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedImages"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Those of one project. */
                project_id?: string;
                status?: "pending" | "running" | "completed" | "failed" | "cancelled";
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at, updated_at, name, status. */
                sort?: "created_at" | "updated_at" | "name" | "status";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                 *       "name": "Red kites",
                 *       "keywords": [
                 *         "red kite",
                 *         "milvus milvus"
                 *       ],
                 *       "max_images": 200,
                 *       "sources": [
                 *         "openverse",
                 *         "commons"
                 *       ],
                 *       "config": {
                 *         "level": "medium",
                 *         "license": "cc0,by,by-sa"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreateJobRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Red kites",
                     *       "kind": "crawl",
                     *       "status": "pending",
                     *       "keywords": [
                     *         "red kite",
                     *         "milvus milvus"
                     *       ],
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "max_images": 200,
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "cc0,by,by-sa"
                     *       },
                     *       "progress": 0,
                     *       "discovered_images": 0,
                     *       "downloaded_images": 0,
                     *       "valid_images": 0,
                     *       "duplicate_images": 0,
                     *       "rejected_images": 0,
                     *       "failed_images": 0,
                     *       "skipped_images": 0,
                     *       "in_flight_images": 0,
                     *       "created_by": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "last_event_id": "0",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": null,
                     *       "updated_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Red kites",
                     *       "kind": "crawl",
                     *       "status": "pending",
                     *       "keywords": [
                     *         "red kite",
                     *         "milvus milvus"
                     *       ],
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "max_images": 200,
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "cc0,by,by-sa"
                     *       },
                     *       "progress": 0,
                     *       "discovered_images": 0,
                     *       "downloaded_images": 0,
                     *       "valid_images": 0,
                     *       "duplicate_images": 0,
                     *       "rejected_images": 0,
                     *       "failed_images": 0,
                     *       "skipped_images": 0,
                     *       "in_flight_images": 0,
                     *       "created_by": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "last_event_id": "0",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": null,
                     *       "updated_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    startJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "status": "running",
                     *       "task_ids": [
                     *         "0198c2f0-5a62-7e33-9f00-1b2c3d4e5f60",
                     *         "0198c2f0-5a62-7e33-9f00-1b2c3d4e5f61"
                     *       ],
                     *       "total_chunks": 2,
                     *       "message": "Job started with 2 tasks"
                     *     }
                     */
                    "application/json": components["schemas"]["StartJobResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "status": "cancelled",
                     *       "revoked_tasks": 5,
                     *       "message": "Job cancelled: 3 waiting tasks were taken out and 2 running ones stop. What was kept stays."
                     *     }
                     */
                    "application/json": components["schemas"]["CancelJobResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    stopJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "status": "cancelled",
                     *       "revoked_tasks": 5,
                     *       "message": "Job cancelled: 3 waiting tasks were taken out and 2 running ones stop. What was kept stays."
                     *     }
                     */
                    "application/json": components["schemas"]["CancelJobResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reasons": [
                 *         "fetch.timeout",
                 *         "fetch.http_error"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RetryJobRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Red kites",
                     *       "kind": "crawl",
                     *       "status": "pending",
                     *       "keywords": [
                     *         "red kite",
                     *         "milvus milvus"
                     *       ],
                     *       "sources": [
                     *         "openverse",
                     *         "commons"
                     *       ],
                     *       "max_images": 200,
                     *       "config": {
                     *         "level": "medium",
                     *         "mode": "strict",
                     *         "min_size": "64x64",
                     *         "max_aspect": 10,
                     *         "min_bytes": 1024,
                     *         "max_bytes": 26214400,
                     *         "near": 4,
                     *         "license": "cc0,by,by-sa"
                     *       },
                     *       "progress": 0,
                     *       "discovered_images": 0,
                     *       "downloaded_images": 0,
                     *       "valid_images": 0,
                     *       "duplicate_images": 0,
                     *       "rejected_images": 0,
                     *       "failed_images": 0,
                     *       "skipped_images": 0,
                     *       "in_flight_images": 0,
                     *       "created_by": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "error_code": null,
                     *       "error_message": null,
                     *       "last_event_id": "0",
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "started_at": null,
                     *       "updated_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getJobProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5",
                     *       "status": "running",
                     *       "progress": 41,
                     *       "total_chunks": 5,
                     *       "active_chunks": 2,
                     *       "completed_chunks": 2,
                     *       "failed_chunks": 0,
                     *       "discovered_images": 300,
                     *       "downloaded_images": 121,
                     *       "valid_images": 83,
                     *       "duplicate_images": 14,
                     *       "rejected_images": 24,
                     *       "failed_images": 6,
                     *       "skipped_images": 0,
                     *       "in_flight_images": 173,
                     *       "estimated_completion": "2026-11-20T08:02:10.000Z",
                     *       "started_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:01:05.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["JobProgress"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listJobImages: {
        parameters: {
            query?: {
                /** @description Those that pass every check, or those that a stricter mode would reject. */
                is_valid?: boolean;
                /** @description Those that a better copy stands for, or those that were kept. */
                is_duplicate?: boolean;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at. */
                sort?: "created_at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listJobOutcomes: {
        parameters: {
            query?: {
                outcome?: "kept" | "duplicate" | "rejected" | "failed" | "skipped";
                /** @description A code such as fetch.timeout, or one half of one. */
                reason?: string;
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: at. */
                sort?: "at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOutcomesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followJob: {
        parameters: {
            query?: {
                /** @description Number of the last event that you know: what comes after it is told, nothing twice. */
                last_event_id?: string;
            };
            header?: {
                /** @description Number of the last event that you know: what comes after it is told, nothing twice. */
                "last-event-id"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-Sent Events: `progress` (as in `/progress`), `image` (a kept image and its outcome), `outcome` (how another candidate ended), `end` (the job has ended; the stream ends, too). Lines that begin with a colon keep the connection alive. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Nothing will follow. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    healthCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example true */
                    "application/json": boolean;
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    sendTestEmail: {
        parameters: {
            query: {
                /**
                 * @description An e-mail address.
                 * @example ada@example.org
                 */
                email_to: string;
            };
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "A test mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["SendTestEmailResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description A fault of Pixmill; the log knows more under the `request_id`. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description Only those that are read, or that are not. */
                is_read?: boolean;
                /** @description What it is about. */
                category?: "job" | "dataset" | "validation" | "account";
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at. */
                sort?: "created_at";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    readAllNotifications: {
        parameters: {
            query?: {
                /** @description What it is about. */
                category?: "job" | "dataset" | "validation" | "account";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "updated": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ReadAllNotificationsResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11",
                     *       "category": "job",
                     *       "title": "Job “Red foxes” is completed",
                     *       "message": "100 images were kept.",
                     *       "resource_type": "job",
                     *       "resource_id": "0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c12",
                     *       "is_read": false,
                     *       "read_at": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Notification"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": {
                     *         "in_app": true,
                     *         "email": true
                     *       },
                     *       "dataset": {
                     *         "in_app": true,
                     *         "email": true
                     *       },
                     *       "validation": {
                     *         "in_app": true,
                     *         "email": false
                     *       },
                     *       "account": {
                     *         "in_app": true,
                     *         "email": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "job": {
                 *         "email": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateNotificationPreferencesRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": {
                     *         "in_app": true,
                     *         "email": true
                     *       },
                     *       "dataset": {
                     *         "in_app": true,
                     *         "email": true
                     *       },
                     *       "validation": {
                     *         "in_app": true,
                     *         "email": false
                     *       },
                     *       "account": {
                     *         "in_app": true,
                     *         "email": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description What to sort by: created_at, updated_at, name. */
                sort?: "created_at" | "updated_at" | "name";
                /** @description Which way. */
                order?: "asc" | "desc";
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Birds of prey",
                 *       "description": "For the kite detector"
                 *     }
                 */
                "application/json": components["schemas"]["CreateProjectRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Birds of prey",
                     *       "description": "For the kite detector",
                     *       "owner_id": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "analyzers": null,
                     *       "job_count": 2,
                     *       "image_count": 187,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Birds of prey",
                     *       "description": "For the kite detector",
                     *       "owner_id": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "analyzers": null,
                     *       "job_count": 2,
                     *       "image_count": 187,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Birds of prey",
                 *       "description": "For the kite detector"
                 *     }
                 */
                "application/json": components["schemas"]["CreateProjectRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Birds of prey",
                     *       "description": "For the kite detector",
                     *       "owner_id": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "analyzers": null,
                     *       "job_count": 2,
                     *       "image_count": 187,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Birds of prey",
                 *       "description": "For the kite detector"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProjectRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "name": "Birds of prey",
                     *       "description": "For the kite detector",
                     *       "owner_id": "0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10",
                     *       "analyzers": null,
                     *       "job_count": 2,
                     *       "image_count": 187,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "updated_at": "2026-11-20T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reprocessProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReprocessProjectRequest"];
            };
        };
        responses: {
            /** @description Taken on; it goes on in the background. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "project_id": "0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9",
                     *       "images": 187,
                     *       "message": "187 images are analysed again in the background."
                     *     }
                     */
                    "application/json": components["schemas"]["ReprocessProjectResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchImages: {
        parameters: {
            query?: {
                /**
                 * @description Words that must all be there, in any field; the last one may be unfinished. "In quotes" means these words in this order, `-word` means without it, `or` means either. English words are found in all their forms, others as they are; accents do not matter. A word that none of your images has is taken for a typing mistake. Where a model that understands texts is installed, images are found by meaning, too, in its languages; what is in quotes or has a minus holds for them as well.
                 * @example red "summer dress" -kids
                 */
                q?: string;
                /**
                 * @description Images that show this colour: `#rrggbb` (write # as %23, or leave it out) or `#rgb`.
                 * @example #aabbcc
                 */
                color?: string;
                /** @description How far a colour may be from the one that is asked for: distance in OKLab times 100. 2 is just visible, 10 is the same colour to most people, 100 is from black to white. */
                tolerance?: number;
                /**
                 * @description Ids of your images; what is found is like them. Alone it finds the nearest 1,000 images; with words or a colour it puts the best 2,000 of what these found in order.
                 * @example [
                 *       "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11"
                 *     ]
                 */
                like?: string[];
                /**
                 * @description Ids of your images that what is found shall be less like: they count half. Needs `like`, `q` or `color` beside it.
                 * @example [
                 *       "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11"
                 *     ]
                 */
                unlike?: string[];
                /** @description Images of this project. */
                project_id?: string;
                /** @description Images that this job found. */
                job_id?: string;
                /** @description Kept images of this dataset. */
                dataset_id?: string;
                /** @description Images with this tag; given several times, with all of them. */
                tag?: string[];
                /** @description Images with this label. */
                label?: string;
                /** @description Licences, comma-separated: cc0, pdm, by, by-sa, by-nc, by-nd, by-nc-sa, by-nc-nd, an id such as CC-BY-4.0, commercial, or unknown. */
                license?: string;
                /** @description Where they come from, e.g. openverse. */
                source?: string;
                /** @description Least width, in pixels. */
                min_width?: number;
                /** @description Most width, in pixels. */
                max_width?: number;
                /** @description Least height, in pixels. */
                min_height?: number;
                /** @description Most height, in pixels. */
                max_height?: number;
                /** @description Least size of the file, in bytes. */
                min_bytes?: number;
                /** @description Most size of the file, in bytes. */
                max_bytes?: number;
                /**
                 * @description Added at this time or later (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                from?: string;
                /**
                 * @description Added before this time (RFC 3339).
                 * @example 2026-11-20T08:00:00Z
                 */
                to?: string;
                /** @description Images that do not pass this check, e.g. blurry; given several times, any of them. */
                issue?: string[];
                /** @description Those that were kept, or those that a better copy stands for. */
                status?: "kept" | "duplicate";
                /** @description How far the analysis is. */
                ai_processing_status?: "pending" | "processing" | "completed" | "failed";
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchImagesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    findSimilarImages: {
        parameters: {
            query?: {
                /** @description Images to give, at most 50. */
                limit?: number;
                /** @description Only images of this project. */
                project_id?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindSimilarImagesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchSimilarToFile: {
        parameters: {
            query?: {
                /** @description Images to give, at most 50. */
                limit?: number;
                /** @description Only images of this project. */
                project_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The image.
                     */
                    file: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindSimilarImagesPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listSuggestions: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createSuggestions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The project. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "labels": "all",
                 *       "next": 20
                 *     }
                 */
                "application/json": components["schemas"]["CreateSuggestionsRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22",
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "completed",
                     *       "error_message": null,
                     *       "labels": "all",
                     *       "learned": {
                     *         "compared_by": {
                     *           "kind": "model",
                     *           "model": "mobilenet-v2",
                     *           "version": 1
                     *         },
                     *         "method": "linear",
                     *         "accuracy": 0.79,
                     *         "calibration_error": 0.03,
                     *         "images": 1713,
                     *         "examples": 200,
                     *         "without_vector": 0,
                     *         "suggested": 1513,
                     *         "doubtful": 12,
                     *         "next": 20,
                     *         "labels": [
                     *           {
                     *             "label": "hat",
                     *             "examples": 20,
                     *             "recognised": 0.85,
                     *             "suggested": 161,
                     *             "doubtful": 2
                     *           }
                     *         ],
                     *         "left_out": {
                     *           "count": 0,
                     *           "labels": []
                     *         }
                     *       },
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": "2026-11-20T08:00:02.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSuggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The suggestions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22",
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "completed",
                     *       "error_message": null,
                     *       "labels": "all",
                     *       "learned": {
                     *         "compared_by": {
                     *           "kind": "model",
                     *           "model": "mobilenet-v2",
                     *           "version": 1
                     *         },
                     *         "method": "linear",
                     *         "accuracy": 0.79,
                     *         "calibration_error": 0.03,
                     *         "images": 1713,
                     *         "examples": 200,
                     *         "without_vector": 0,
                     *         "suggested": 1513,
                     *         "doubtful": 12,
                     *         "next": 20,
                     *         "labels": [
                     *           {
                     *             "label": "hat",
                     *             "examples": 20,
                     *             "recognised": 0.85,
                     *             "suggested": 161,
                     *             "doubtful": 2
                     *           }
                     *         ],
                     *         "left_out": {
                     *           "count": 0,
                     *           "labels": []
                     *         }
                     *       },
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": "2026-11-20T08:00:02.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listSuggestedLabels: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
                /** @description Only those whose likely label it is. */
                label?: string;
                /** @description Only those that are at least as sure. */
                min_confidence?: number;
                /** @description Only those of which another label is (or is not) as likely as for images that have it. */
                certain?: boolean;
                /** @description Only images whose label nobody has changed since; `false`: all. */
                open?: boolean;
            };
            header?: never;
            path: {
                /** @description The suggestions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedLabelsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDoubtfulLabels: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
                /** @description Only those whose likely label it is. */
                label?: string;
                /** @description Only those that are at least as sure. */
                min_confidence?: number;
                /** @description Only those of which another label is (or is not) as likely as for images that have it. */
                certain?: boolean;
                /** @description Only images whose label nobody has changed since; `false`: all. */
                open?: boolean;
            };
            header?: never;
            path: {
                /** @description The suggestions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedLabelsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listNextToLabel: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description `next_cursor` of the page before: reads on from there at any depth. */
                cursor?: string;
                /** @description Only those whose likely label it is. */
                label?: string;
                /** @description Only those that are at least as sure. */
                min_confidence?: number;
                /** @description Only those of which another label is (or is not) as likely as for images that have it. */
                certain?: boolean;
                /** @description Only images whose label nobody has changed since; `false`: all. */
                open?: boolean;
            };
            header?: never;
            path: {
                /** @description The suggestions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedLabelsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    acceptSuggestions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The suggestions. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "image_ids": [
                 *         "0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AcceptSuggestionsRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "images": 812,
                     *       "changed": 3,
                     *       "labels": [
                     *         {
                     *           "label": "red kite",
                     *           "images": 812
                     *         }
                     *       ],
                     *       "acceptance": null
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedSuggestions"];
                };
            };
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "images": 812,
                     *       "changed": 3,
                     *       "labels": [
                     *         {
                     *           "label": "red kite",
                     *           "images": 812
                     *         }
                     *       ],
                     *       "acceptance": null
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedSuggestions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAcceptances: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description Only those of a project. */
                project_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptancesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The acceptance. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-4c1e-7a51-9d5e-0d9e6a2b1c11",
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "accepted",
                     *       "images": 812,
                     *       "written": 812,
                     *       "passed": 0,
                     *       "restored": 0,
                     *       "left": 0,
                     *       "created_at": "2026-11-20T08:01:00.000Z",
                     *       "undone_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Acceptance"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    undoAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The acceptance. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-4c1e-7a51-9d5e-0d9e6a2b1c11",
                     *       "project_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "status": "accepted",
                     *       "images": 812,
                     *       "written": 812,
                     *       "passed": 0,
                     *       "restored": 0,
                     *       "left": 0,
                     *       "created_at": "2026-11-20T08:01:00.000Z",
                     *       "undone_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Acceptance"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    validateJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "level": "medium"
                 *     }
                 */
                "application/json": components["schemas"]["ValidateJobRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11",
                     *       "validation_id": "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22",
                     *       "images_count": 128,
                     *       "validation_level": "medium",
                     *       "task_ids": [
                     *         "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22"
                     *       ],
                     *       "message": "Validation of 128 images started at level medium"
                     *     }
                     */
                    "application/json": components["schemas"]["ValidateJobResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    analyzeImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "image_id": "019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11",
                 *       "level": "medium"
                 *     }
                 */
                "application/json": components["schemas"]["AnalyzeImageRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "image_id": "019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11",
                     *       "level": "medium",
                     *       "is_valid": true,
                     *       "quality_score": 87.4,
                     *       "width": 1200,
                     *       "height": 800,
                     *       "bytes": 214302,
                     *       "format": "jpeg",
                     *       "scores": {
                     *         "dark": 0.93,
                     *         "light": 0.81,
                     *         "blurry": 0.52,
                     *         "low_information": 0.77,
                     *         "odd_aspect_ratio": 0.67,
                     *         "sharpness": 812.4,
                     *         "entropy": 7.7,
                     *         "contrast": 0.21,
                     *         "brightness": 0.46
                     *       },
                     *       "issues": []
                     *     }
                     */
                    "application/json": components["schemas"]["AnalyzeImageResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    validateBatch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the first one and creates nothing.
                 * @example 5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dataset_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                 *       "level": "slow"
                 *     }
                 */
                "application/json": components["schemas"]["ValidateBatchRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22",
                     *       "job_id": null,
                     *       "dataset_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "validation_level": "medium",
                     *       "status": "pending",
                     *       "images_count": 128,
                     *       "error_message": null,
                     *       "created_at": "2026-11-20T08:00:00.000Z",
                     *       "finished_at": null,
                     *       "task_ids": [
                     *         "019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22"
                     *       ],
                     *       "message": "Validation of 128 images started at level medium"
                     *     }
                     */
                    "application/json": components["schemas"]["ValidateBatchResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done in this state, or the body is not JSON. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getValidationResults: {
        parameters: {
            query?: {
                /** @description Number of the page, from 1. */
                page?: number;
                /** @description Items a page, at most 100. */
                limit?: number;
                /** @description Only images that are valid, or are not. */
                is_valid?: boolean;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationResults"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDatasetValidationStats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dataset_id": "019c2f9b-33aa-7e55-b7c1-90e1c0b7a833",
                     *       "total_images": 130,
                     *       "validated_images": 128,
                     *       "valid_images": 121,
                     *       "invalid_images": 7,
                     *       "average_quality_score": 81.2,
                     *       "quality_histogram": [
                     *         0,
                     *         1,
                     *         2,
                     *         1,
                     *         3,
                     *         6,
                     *         12,
                     *         20,
                     *         40,
                     *         43
                     *       ],
                     *       "issues": {
                     *         "blurry": 5,
                     *         "dark": 2,
                     *         "greyscale": 9
                     *       },
                     *       "last_validated_at": "2026-11-20T08:00:10.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DatasetValidationStats"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getValidationLevel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "level": "medium",
                     *       "scope": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationLevel"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setValidationLevel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": "fast"
                 *     }
                 */
                "application/json": components["schemas"]["SetValidationLevelRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "level": "medium",
                     *       "scope": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationLevel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "password",
                 *       "username": "ada@example.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/x-www-form-urlencoded": {
                    /** @description `password`. */
                    grant_type?: string;
                    /** @example ada@example.com */
                    username: string;
                    /** @example correct horse battery */
                    password: string;
                    scope?: string;
                    client_id?: string;
                    client_secret?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJIUzI1NiIs…",
                     *       "token_type": "bearer"
                     *     }
                     */
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
