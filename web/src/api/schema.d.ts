// Made by tools/generate.mjs from the server's own description; do not edit.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The application, for people */
        get: operations["home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe the API */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find cases (办件查询) */
        get: operations["list_cases"];
        put?: never;
        /**
         * Start a case (立办件)
         * @description The same request under the same `Idempotency-Key` starts one case and gives the same answer.
         */
        post: operations["start_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a case (办件详情) */
        get: operations["show_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what the asker may do with a case (可办事项)
         * @description Every open task, why the asker may not act on it if so, and each action with its form and what follows.
         */
        get: operations["show_offers"];
        put?: never;
        /** Act on a task (办理) */
        post: operations["act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer another office (答复意见)
         * @description Whoever is asked may, also where the case itself is out of reach; it is then named by its identity.
         */
        post: operations["give_opinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a case (撤销办件) */
        post: operations["cancel_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim a task (签收) */
        post: operations["claim_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send copies to read (抄送) */
        post: operations["send_copies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct the start of a deadline (更正) */
        post: operations["correct_deadline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/course": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the steps of a case (办理进程) */
        get: operations["show_course"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every deadline of a case, counted day by day (时限) */
        get: operations["show_deadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Extend a deadline (延长) */
        post: operations["extend_deadline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task to another (转交) */
        post: operations["hand_task_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the history of a case (办件经过) */
        get: operations["show_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the household of a case (全户办件与待遇)
         * @description Every case about the same person within the asker's jurisdiction, and what they pay together, month by month.
         */
        get: operations["show_household"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a case to another state, with a reason and a second person */
        post: operations["move_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a case has told, and who was to be told and was not */
        get: operations["case_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/opinions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask another office (征求意见) */
        post: operations["ask_opinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draw the process of a case with where the case is (流程图) */
        get: operations["show_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge a copy (阅知)
         * @description Whoever a copy was sent to may, also where the case itself is out of reach; it is then named by its identity.
         */
        post: operations["acknowledge_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task back (退签) */
        post: operations["release_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a closed case again (重启办理) */
        post: operations["reopen_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended case go on (恢复办理) */
        post: operations["resume_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do again what ended in an incident */
        post: operations["retry_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign, or refuse to (会签)
         * @description Whoever is asked may, also where the case itself is out of reach; it is then named by its identity.
         */
        post: operations["sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/signers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask others to sign before a task is acted on (加签) */
        post: operations["add_signers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a case as a whole (中止办理) */
        post: operations["suspend_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the addresses that failed and are to be put right */
        get: operations["list_corrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrections/{recipient}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an address was put right where it is kept; what could not be delivered is sent again */
        post: operations["corrected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a case of an event from outside */
        post: operations["receive_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cases that stand still (运行异常) */
        get: operations["list_incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who asks, with the posts held today and the clock */
        get: operations["show_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how one is told */
        get: operations["show_preference"];
        put?: never;
        /** Say how one wants to be told */
        post: operations["set_preference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own messages (站内消息) */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark one of one's own messages as read */
        post: operations["read_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell why there is a notification, and what became of it */
        get: operations["show_notification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the recurring duties of offices (定期任务) */
        get: operations["list_obligations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what came of a recurring duty, and what is coming (定期任务完成情况) */
        get: operations["show_obligation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find offices within the asker's jurisdiction (机构) */
        get: operations["list_offices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the notifications that were given up */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the notices on paper (纸质送达) */
        get: operations["list_papers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/papers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a notice as a page to be printed */
        get: operations["paper_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/papers/{id}/delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a notice was handed over (送达回证) */
        post: operations["record_paper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the processes the asker can start a case of today (可发起的流程) */
        get: operations["list_processes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the asker's inbox (待办) */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the asker's inbox by how near its deadlines are */
        get: operations["count_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the store answers and the writer runs */
        get: operations["readyz"];
        put?: never;
        post?: never;
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
        /**
         * @description An action on a task.
         * @example {
         *       "state": "township_approval",
         *       "action": "approve",
         *       "task": 2,
         *       "fields": {
         *         "grant_now": false
         *       }
         *     }
         */
        Action: {
            /** @description The action. */
            action: string;
            /** @description A word to it. */
            comment?: string | null;
            /** @description What is filled in. */
            fields?: Record<string, never>;
            /** @description Where it leads back to, if the officer has to choose. */
            return_to?: string | null;
            /** @description The state; only needed where more than one open task offers the action. */
            state?: string | null;
            /**
             * Format: int32
             * @description The number of the task seen. Given, the action is refused if another has decided in the meantime.
             */
            task?: number | null;
        };
        /** @description Something the asker may do. */
        ActionOffer: {
            /**
             * @description Its id.
             * @example approve
             */
            action: string;
            /** @description Whether a comment is needed. */
            comment_required: boolean;
            /** @description What follows; several where it depends on conditions, of which the first that holds counts. */
            consequences: components["schemas"]["Consequence"][];
            /** @description What is filled in. */
            form: components["schemas"]["FormField"][];
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description What became of what was asked; the same bytes again for the same request.
         * @example {
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "number": "KS-222403109200-2020-00001",
         *       "process": "epidemic-fast-track",
         *       "version": 1,
         *       "office": "222403109200",
         *       "seq": 1,
         *       "status": "open",
         *       "outcome": null,
         *       "active": [
         *         "village_review"
         *       ],
         *       "tasks": [
         *         {
         *           "task": 1,
         *           "state": "village_review",
         *           "role": "village_clerk",
         *           "office": "222403109200"
         *         }
         *       ],
         *       "started": [],
         *       "incident": null
         *     }
         */
        Answer: {
            /** @description Where it stands. */
            active: string[];
            /** @description The case. */
            case: string;
            incident?: components["schemas"]["Bilingual"] | null;
            /** @description Its number. */
            number: string;
            /** @description Its office. */
            office: string;
            /** @description What came of it, if it is closed. */
            outcome?: string | null;
            /** @description Its process. */
            process: string;
            /**
             * Format: int64
             * @description The number of its last step.
             */
            seq: number;
            /** @description Cases started by this step. */
            started: string[];
            /** @description `open` or `ended`. */
            status: string;
            /** @description What is to be done now. */
            tasks: components["schemas"]["OpenTask"][];
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /**
         * @description A text in Chinese and English.
         * @example {
         *       "zh": "村（社区）审核",
         *       "en": "Village review"
         *     }
         */
        Bilingual: {
            /** @description English */
            en: string;
            /** @description 中文 */
            zh: string;
        };
        /**
         * @description Who acted.
         * @example {
         *       "kind": "person",
         *       "name": "李梅",
         *       "acting_for": null
         *     }
         */
        By: {
            /** @description For whom, if a deputy. */
            acting_for?: string | null;
            /** @description `person`, `time`, `case`, `obligation` or `outside`. */
            kind: string;
            /** @description The person, the number of the case, the recurring duty, or the name of the access. */
            name?: string | null;
        };
        /**
         * @description Cancelling a case.
         * @example {
         *       "reason": "重复立件"
         *     }
         */
        Cancelling: {
            /** @description Why. */
            reason: string;
        };
        /**
         * @description A case in a list.
         * @example {
         *       "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "number": "KS-222403109200-2020-00001",
         *       "process": "epidemic-fast-track",
         *       "process_title": {
         *         "zh": "疫情期间低保、特困先行纳入",
         *         "en": "Epidemic fast track"
         *       },
         *       "applicant": "张桂兰",
         *       "office": "222403109200",
         *       "office_title": {
         *         "zh": "马号东村",
         *         "en": "马号东村"
         *       },
         *       "status": "open",
         *       "outcome": null,
         *       "received_at": "2020-04-20T10:12:00+08:00",
         *       "started_at": "2020-04-20T10:12:00+08:00",
         *       "active": [
         *         {
         *           "state": "village_review",
         *           "title": {
         *             "zh": "村（社区）审核",
         *             "en": "Village review"
         *           },
         *           "since": "2020-04-20T10:12:00+08:00"
         *         }
         *       ],
         *       "incident": false
         *     }
         */
        CaseItem: {
            /** @description Where it stands. */
            active: components["schemas"]["State"][];
            /** @description Whom it is about; masked if that is sensitive. */
            applicant?: string | null;
            /** @description Its identity. */
            id: string;
            /** @description Whether it stands still. */
            incident: boolean;
            /** @description Its number. */
            number: string;
            /** @description Its office. */
            office: string;
            /** @description The office's name. */
            office_title: components["schemas"]["Bilingual"];
            /** @description What came of it. */
            outcome?: string | null;
            /** @description Its process. */
            process: string;
            /** @description The process's name. */
            process_title: components["schemas"]["Bilingual"];
            /**
             * Format: date-time
             * @description When the application was handed in.
             */
            received_at: string;
            /**
             * Format: date-time
             * @description When it was started here.
             */
            started_at: string;
            /** @description `open` or `ended`. */
            status: string;
        };
        /** @description Everything a case has told and not told. */
        CaseNotifications: {
            /** @description What was to be sent. */
            sent: components["schemas"]["Notification"][];
            /** @description Who was to be told and was not. */
            unsent: components["schemas"]["Unsent"][];
        };
        /** @description A page of cases, the last started first. */
        CasePage: {
            /** @description The cases. */
            cases: components["schemas"]["CaseItem"][];
            /** @description What to give as `after` for the next page; none if this is the last. */
            next?: string | null;
        };
        /** @description A case as whoever reaches it sees it. Identity numbers show their ends only. */
        CaseView: {
            /** @description Where it stands. */
            active: components["schemas"]["State"][];
            /** @description Whom it is about; masked if that is sensitive. */
            applicant?: string | null;
            /** @description Its deadlines, each explained. */
            deadlines: components["schemas"]["Deadline"][];
            /** @description What is filled in. */
            fields: components["schemas"]["Field"][];
            /** @description What it grants. */
            grants: components["schemas"]["Grant"][];
            /**
             * @description Its identity.
             * @example 01719502-6ac0-7a01-8b3f-1f4a52c6d7e8
             */
            id: string;
            incident?: components["schemas"]["Bilingual"] | null;
            /**
             * @description Its number.
             * @example KS-222403109200-2020-00001
             */
            number: string;
            /** @description Its office. */
            office: string;
            /** @description The office's name. */
            office_title: components["schemas"]["Bilingual"];
            /** @description What came of it. */
            outcome?: string | null;
            /** @description Its process. */
            process: string;
            /** @description The process's name. */
            process_title: components["schemas"]["Bilingual"];
            /**
             * Format: date-time
             * @description When the application was handed in.
             */
            received_at: string;
            /**
             * Format: int64
             * @description The number of its last step.
             */
            seq: number;
            /**
             * @description The document it carries out.
             * @example 吉民发〔2020〕7号 二(七)
             */
            source?: string | null;
            /** @description Cases it started. */
            started: string[];
            /**
             * Format: date-time
             * @description When it was started here.
             */
            started_at: string;
            /** @description What its states alone are called: a state may be called like a field or a deadline. */
            state_titles: {
                [key: string]: components["schemas"]["Bilingual"];
            };
            /** @description `open` or `ended`. */
            status: string;
            suspended?: components["schemas"]["Suspended"] | null;
            /** @description Its tasks, open and closed. */
            tasks: components["schemas"]["Task"][];
            /** @description What the notifications of its process are called. */
            template_titles: {
                [key: string]: components["schemas"]["Bilingual"];
            };
            /** @description What the states, actions, deadlines, fields, formulas and people in this case and its history are called, by id. */
            titles: {
                [key: string]: components["schemas"]["Bilingual"];
            };
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /** @description The clock of the database. */
        Clock: {
            /**
             * Format: date-time
             * @description Now.
             */
            now: string;
            /** @description Whether time is virtual: nothing here is real, and no mail leaves. */
            virtual: boolean;
        };
        /**
         * @description What follows from an action.
         * @example {
         *       "when": {
         *         "zh": "已签个人承诺",
         *         "en": "Personal commitment signed"
         *       },
         *       "text": {
         *         "zh": "转到“乡镇（街道）审批”，由江源镇乡镇经办人办理",
         *         "en": "on to “Township decision”, for the Township officer of 江源镇"
         *       },
         *       "ends": false
         *     }
         */
        Consequence: {
            /** @description Whether the case is closed by it. */
            ends: boolean;
            /** @description What. */
            text: components["schemas"]["Bilingual"];
            when?: components["schemas"]["Bilingual"] | null;
        };
        /**
         * @description Sending copies to read.
         * @example {
         *       "people": [
         *         "陈静"
         *       ],
         *       "holders": [
         *         {
         *           "role": "county_clerk",
         *           "office": "敦化市"
         *         }
         *       ],
         *       "note": "请知悉"
         *     }
         */
        Copies: {
            /** @description To everyone who holds a role at an office. */
            holders?: components["schemas"]["Holders"][];
            /** @description A word to it. */
            note?: string | null;
            /** @description To whom, by name. */
            people?: string[];
        };
        /**
         * @description Another start for the clock of a deadline.
         * @example {
         *       "deadline": "decided",
         *       "from": "2020-04-20T10:12:00+08:00",
         *       "reason": "受理日期登记有误"
         *     }
         */
        Correction: {
            /** @description Which deadline. */
            deadline: string;
            /**
             * Format: date-time
             * @description The moment it is to count from.
             */
            from: string;
            /** @description The reason. */
            reason?: string;
            /** @description The document or article it rests on; what the process says if not given. */
            source?: string | null;
        };
        /** @description Addresses to be put right. */
        Corrections: {
            /** @description The addresses, the oldest first. */
            corrections: components["schemas"]["Correction"][];
        };
        /** @description The steps of a case: those it has passed, where it is, and the usual ones ahead. */
        Course: {
            /** @description The steps, in order. */
            steps: components["schemas"]["CourseStep"][];
        };
        /**
         * @description A step on the way.
         * @example {
         *       "state": "village_review",
         *       "title": {
         *         "zh": "村（社区）审核",
         *         "en": "Village review"
         *       },
         *       "condition": "current",
         *       "since": "2020-04-20T10:12:00+08:00"
         *     }
         */
        CourseStep: {
            /** @description Whether it is behind or ahead. */
            condition: components["schemas"]["StepCondition"];
            /**
             * Format: date-time
             * @description Since when the case is there, if it is.
             */
            since?: string | null;
            /** @description The state. */
            state: string;
            /** @description The state's name. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description A day and what there is to say about it.
         * @example {
         *       "date": "2020-05-01",
         *       "reason": {
         *         "zh": "劳动节放假",
         *         "en": "Labour Day holiday"
         *       }
         *     }
         */
        DayNote: {
            /** @description The day. */
            date: string;
            /** @description Why. */
            reason: components["schemas"]["Bilingual"];
        };
        /**
         * @description A notification that was given up.
         * @example {
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "seq": 3,
         *       "position": 12,
         *       "to": "applicant",
         *       "template": "fast-track-approved",
         *       "attempts": 1,
         *       "created_at": "2020-04-20T16:20:00+08:00",
         *       "last_error": "没有收件地址"
         *     }
         */
        DeadLetter: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description The case. */
            case: string;
            /**
             * Format: date-time
             * @description When its step was committed.
             */
            created_at: string;
            /** @description Why it did not leave. */
            last_error?: string | null;
            /** @description The position of its event in the step. */
            position: number;
            /**
             * Format: int64
             * @description The step that caused it.
             */
            seq: number;
            /** @description In which words. */
            template: string;
            /** @description A person, or `applicant`. */
            to: string;
        };
        /** @description Notifications that were given up. */
        DeadLetters: {
            /** @description The notifications. */
            dead: components["schemas"]["DeadLetter"][];
        };
        /** @description A deadline of a case. */
        Deadline: {
            /** @description What happened to its clock since it began: stops, extensions, corrections, changes of the calendar. */
            changes: components["schemas"]["Happened"][];
            /** @description `running`, `stopped`, `met` or `ended`. */
            clock: string;
            /**
             * @description Its id.
             * @example same_day
             */
            deadline: string;
            /**
             * @description As people read it.
             * @example 2020-04-20 24:00
             */
            due: string;
            /**
             * Format: date-time
             * @description The first instant too late.
             * @example 2020-04-21T00:00:00+08:00
             */
            due_before: string;
            explanation?: components["schemas"]["Explanation"] | null;
            group?: components["schemas"]["DeadlineGroup"] | null;
            /** @description All of it in words: the start, what happened, one line a day, the result. */
            lines: components["schemas"]["Lines"];
            /** @description Whether it has passed unmet. */
            passed: boolean;
            /** @description Whether the calendar does not reach that far. */
            provisional: boolean;
            remaining?: components["schemas"]["Remaining"] | null;
            /** @description The article that sets it. */
            source?: string | null;
            /**
             * @description The last day of its target as people read it, if it has one. Missing it breaks no law.
             * @example 2020-04-17 24:00
             */
            target?: string | null;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
            /**
             * Format: int64
             * @description Working days after today up to the last day; below zero, those since it. Only while it is not met.
             */
            working_days_left?: number | null;
        };
        /**
         * @description How near a deadline is.
         * @enum {string}
         */
        DeadlineGroup: "overdue" | "today" | "soon" | "later";
        /** @description The deadlines of a case. */
        Deadlines: {
            /** @description Each, explained. */
            deadlines: components["schemas"]["Deadline"][];
            /** @description The case's number. */
            number: string;
        };
        /** @description A decision and its grounds. */
        Decision: {
            /**
             * @description What it was about.
             * @example village_review.on.submit[0]
             */
            about: string;
            /**
             * @description The expression, as written.
             * @example committed
             */
            expression: string;
            /** @description How it came out, a line each. */
            lines: components["schemas"]["Bilingual"];
            /** @description What it read. */
            reads: components["schemas"]["Read"][];
            /**
             * @description What came of it.
             * @example true
             */
            result: string;
            /** @description Of a decision table, the rows that held, counted from 1. */
            rows?: number[];
            /** @description The article that says so. */
            source?: string | null;
            /** @description The same in the words of the process. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description It was done.
         * @example {
         *       "sent_again": 2
         *     }
         */
        Done: {
            /**
             * Format: int64
             * @description How many notifications are sent again because of it.
             */
            sent_again: number;
        };
        /** @description Why a period ends when it ends. */
        Explanation: {
            /**
             * @description The days that count, in order.
             * @example [
             *       "2020-04-21",
             *       "2020-04-22"
             *     ]
             */
            counted: string[];
            /** @description In words, one line a day. */
            lines: components["schemas"]["Lines"];
            /** @description Days that count although their weekday is one of rest, each with the reason. */
            make_up: components["schemas"]["DayNote"][];
            moved?: components["schemas"]["Moved"] | null;
            /** @description Days whose arrangement is not published yet. */
            provisional_days: string[];
            /** @description The days that do not, each with the reason. */
            skipped: components["schemas"]["DayNote"][];
            /**
             * Format: date-time
             * @description What started the clock.
             */
            start: string;
            /** @description When the clock stood. */
            stops: components["schemas"]["Stop"][];
        };
        /**
         * @description A longer period for a deadline.
         * @example {
         *       "deadline": "decided",
         *       "to": {
         *         "working_days": 45
         *       },
         *       "reason": "须跨省核查"
         *     }
         */
        Extension: {
            /** @description Which deadline. */
            deadline: string;
            /** @description The reason. */
            reason?: string;
            /** @description The document or article it rests on; what the process says if not given. */
            source?: string | null;
            /**
             * @description How long altogether, counted from the start; as long as the process allows if not given. One of `working_days`,
             *     `natural_days`, `months`, `years`, `hours`, `working_hours` with a number.
             */
            to?: Record<string, never> | null;
        };
        /**
         * @description A field with its value as people read it.
         * @example {
         *       "field": "scheme",
         *       "title": {
         *         "zh": "申请类别",
         *         "en": "Scheme applied for"
         *       },
         *       "value": "dibao",
         *       "shown": {
         *         "zh": "最低生活保障",
         *         "en": "Dibao"
         *       },
         *       "masked": false
         *     }
         */
        Field: {
            /** @description Its id. */
            field: string;
            /** @description Whether part of it or all of it is masked: identity numbers, and what was erased. */
            masked: boolean;
            /** @description Its value, as people read it. */
            shown: components["schemas"]["Bilingual"];
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
            /** @description Its value, as programs read it. Money in yuan with two decimals. */
            value: string;
        };
        /** @description An option of a choice. */
        FieldOption: {
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description What a field holds.
         * @example {
         *       "field": "members",
         *       "title": {
         *         "zh": "家庭人口",
         *         "en": "Household members"
         *       },
         *       "help": null,
         *       "kind": "integer",
         *       "min": "1",
         *       "max": "30",
         *       "options": [],
         *       "sensitive": false,
         *       "value": "3",
         *       "masked": false
         *     }
         */
        FieldShape: {
            /** @description Its id. */
            field: string;
            help?: components["schemas"]["Bilingual"] | null;
            /**
             * @description `boolean`, `integer`, `decimal`, `money`, `percent`, `text`, `date`, `month`, `moment`, `choice`, `identity_number`,
             *     `office`, `attachment`, `record` or `list`.
             */
            kind: string;
            /** @description Whether the value is masked, so that it cannot be sent back. */
            masked: boolean;
            /** @description The greatest value, or the most characters or items. */
            max?: string | null;
            /** @description The least value, or the fewest characters or items. */
            min?: string | null;
            /** @description The options of a choice. */
            options: components["schemas"]["FieldOption"][];
            /** @description Whether it is kept sealed. */
            sensitive: boolean;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
            /** @description What is in it, as it is filled in. */
            value?: string | null;
        };
        /**
         * @description A field of a form.
         * @example {
         *       "field": "grant_now",
         *       "required": true
         *     }
         */
        FormField: {
            /** @description Its id. */
            field: string;
            /** @description Whether it must be filled in, now or earlier. */
            required: boolean;
        };
        /**
         * @description A field of a form.
         * @example {
         *       "field": "grant_now",
         *       "required": true
         *     }
         */
        FormItem: {
            /** @description Its id. */
            field: string;
            /** @description Whether it must be filled in. */
            required: boolean;
        };
        /**
         * @description A benefit as granted.
         * @example {
         *       "grant": "first",
         *       "kind": "temporary",
         *       "amount": "1680.00",
         *       "from": "2020-04",
         *       "months": 1,
         *       "stopped_from": null
         *     }
         */
        Grant: {
            /** @description Yuan a month, with two decimals. */
            amount: string;
            /** @description The first month. */
            from: string;
            /** @description Its key in the case. */
            grant: string;
            /** @description Its kind. */
            kind: string;
            /**
             * Format: int32
             * @description For how many months; until stopped if none.
             */
            months?: number | null;
            /** @description The first month no longer paid. */
            stopped_from?: string | null;
        };
        /**
         * @description Why something is changed.
         * @example {
         *       "reason": "申请人因疫情隔离，无法配合入户核查"
         *     }
         */
        Grounds: {
            /** @description The reason. */
            reason?: string;
            /** @description The document or article it rests on; what the process says if not given. */
            source?: string | null;
        };
        /**
         * @description Giving a task to another who holds its role.
         * @example {
         *       "task": 2,
         *       "to": "王芳",
         *       "comment": "出差，请代为办理"
         *     }
         */
        HandOver: {
            /** @description A word to it. */
            comment?: string | null;
            /**
             * Format: int32
             * @description The number of the task.
             */
            task: number;
            /** @description To whom. */
            to: string;
        };
        /** @description Something that happened to the clock of a deadline. */
        Happened: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What, by whom and why. */
            what: components["schemas"]["Bilingual"];
        };
        /**
         * @description Something that happened to a case.
         * @example {
         *       "event": "action_taken",
         *       "data": {
         *         "state": "village_review",
         *         "action": "submit",
         *         "task": 1,
         *         "by": "李梅"
         *       }
         *     }
         */
        HistoryEvent: {
            /**
             * @description What it says, by kind. A value is `true`, a text, a list, or an object of one item: `{"number": "3"}`,
             *     `{"money": "9000.00"}`, `{"date": ...}`, `{"moment": ...}`, `{"choice": ...}`, `{"sealed": "******"}`.
             */
            data: Record<string, never>;
            /**
             * @description What: `case_started`, `fields_set`, `action_taken`, `event_received`, `event_kept`, `kept_taken`, `kept_expired`,
             *     `after_reached`, `state_left`, `state_entered`, `items_begun`, `task_opened`, `task_claimed`, `task_released`,
             *     `handed_over`, `aside_opened`, `opinion_given`, `silence_consented`, `signed`, `case_cancelled`,
             *     `started_case_cancelled`, `task_answered`, `task_cancelled`, `deadline_set`,
             *     `case_suspended`, `case_resumed`, `after_moved`, `deadline_stopped`, `deadline_met`, `deadline_ended`, `rung_reached`, `deadline_passed`, `notification_queued`,
             *     `notification_suppressed`, `benefit_granted`, `benefit_stopped`, `case_requested`, `case_called_off`, `case_ended`, `case_reopened`,
             *     `incident_raised`, `incident_resolved` or `case_moved`.
             */
            event: string;
        };
        /** @description Steps of a case, the first ones first. */
        HistoryPage: {
            /**
             * Format: int64
             * @description What to give as `after` for the next page; none if this is the last.
             */
            next?: number | null;
            /** @description The steps. */
            steps: components["schemas"]["HistoryStep"][];
        };
        /** @description What one command brought about. */
        HistoryStep: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who. */
            by: components["schemas"]["By"];
            /**
             * @description What it came from: `started`, `acted`, `claimed`, `released`, `handed_over`, `cancelled`, `copy_sent`, `copy_read`, `opinion_asked`, `opinion_given`, `signers_added`, `signed`, `received`, `deadline_reached`, `after_reached`,
             *     `reopened`, `retried` or `moved`.
             * @example acted
             */
            cause: string;
            /** @description On what grounds. */
            decisions: components["schemas"]["Decision"][];
            /** @description What happened, in order. */
            events: components["schemas"]["HistoryEvent"][];
            /** @description The SM3 hash that chains it to the step before. */
            hash: string;
            /**
             * Format: int64
             * @description Its number in the case, from 1, without gaps.
             */
            seq: number;
        };
        /** @description Everyone who holds a role at an office. */
        Holders: {
            /** @description The office: an id, a division code, or an unambiguous path. */
            office: string;
            /** @description The role. */
            role: string;
        };
        /** @description A household as its cases within reach show it. */
        Household: {
            /** @description Whom it is about; masked if that is sensitive. */
            applicant?: string | null;
            /** @description Its cases, the first started first. */
            cases: components["schemas"]["HouseholdCase"][];
            /** @description Whether something is paid on after the last month shown. */
            goes_on: boolean;
            /** @description What is paid, from the first month paid to this month or the last month granted, whichever is later. */
            months: components["schemas"]["HouseholdMonth"][];
            /** @description Whether there are more cases than are shown. */
            more_cases: boolean;
        };
        /** @description A case of a household. */
        HouseholdCase: {
            /** @description The case. */
            case: components["schemas"]["CaseItem"];
            /** @description The identity of the case that started it. */
            starter?: string | null;
        };
        /**
         * @description A month of a household.
         * @example {
         *       "month": "2020-05",
         *       "total": "930.00",
         *       "payments": [
         *         {
         *           "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *           "number": "ZB-222403109200-2020-00001",
         *           "grant": "regular",
         *           "amount": "930.00"
         *         }
         *       ]
         *     }
         */
        HouseholdMonth: {
            /** @description The month. */
            month: string;
            /** @description What it is made of. */
            payments: components["schemas"]["HouseholdPayment"][];
            /** @description All of it, in yuan. */
            total: string;
        };
        /** @description What one grant pays in a month. */
        HouseholdPayment: {
            /** @description In yuan. */
            amount: string;
            /** @description The case that granted it. */
            case: string;
            /** @description The key of the grant. */
            grant: string;
            /** @description Its number. */
            number: string;
        };
        /**
         * @description A task in an inbox.
         * @example {
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "number": "KS-222403109200-2020-00001",
         *       "task": 2,
         *       "process": "epidemic-fast-track",
         *       "process_title": {
         *         "zh": "疫情期间低保、特困先行纳入",
         *         "en": "Epidemic fast track"
         *       },
         *       "applicant": "张桂兰",
         *       "state": "township_approval",
         *       "state_title": {
         *         "zh": "乡镇（街道）审批",
         *         "en": "Township decision"
         *       },
         *       "role": "township_officer",
         *       "office": "222403109",
         *       "item": null,
         *       "case_office": "222403109200",
         *       "case_office_title": {
         *         "zh": "马号东村",
         *         "en": "马号东村"
         *       },
         *       "assignee": null,
         *       "assignee_title": null,
         *       "opened_at": "2020-04-20T14:00:00+08:00",
         *       "due_before": "2020-04-21T00:00:00+08:00",
         *       "due": "2020-04-20 24:00",
         *       "provisional": false,
         *       "overdue": false,
         *       "group": "today",
         *       "working_days_left": 0,
         *       "kind": null,
         *       "asked_by": null,
         *       "note": null
         *     }
         */
        InboxItem: {
            /** @description Whom the case is about; masked if that is sensitive. */
            applicant?: string | null;
            /** @description Who asked for it then. */
            asked_by?: string | null;
            /** @description Who has claimed it. */
            assignee?: string | null;
            assignee_title?: components["schemas"]["Bilingual"] | null;
            /** @description Its case. */
            case: string;
            /** @description The case's office. */
            case_office: string;
            /** @description The name of the case's office. */
            case_office_title: components["schemas"]["Bilingual"];
            /** @description As people read it. */
            due?: string | null;
            /**
             * Format: date-time
             * @description The first instant too late.
             */
            due_before?: string | null;
            /** @description How near its deadline is. */
            group: components["schemas"]["DeadlineGroup"];
            /**
             * Format: int32
             * @description About which item of its state, counted from 1, if that goes through items.
             */
            item?: number | null;
            /** @description What it is, if it is not the state's own: `copy`, `opinion` or `signature`. */
            kind?: string | null;
            /** @description What was said with it. */
            note?: string | null;
            /** @description The case's number. */
            number: string;
            /** @description Where. */
            office: string;
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            opened_at: string;
            /** @description Whether it is too late already. */
            overdue: boolean;
            /** @description The case's process. */
            process: string;
            /** @description The process's name. */
            process_title: components["schemas"]["Bilingual"];
            /** @description Whether the date rests on days whose arrangement is not published yet. */
            provisional: boolean;
            /** @description Who may take it. */
            role: string;
            /** @description Its state. */
            state: string;
            /** @description The state's name. */
            state_title: components["schemas"]["Bilingual"];
            /**
             * Format: int32
             * @description Its number in the case.
             */
            task: number;
            /**
             * Format: int64
             * @description Working days after today up to the last day; below zero, those since it.
             */
            working_days_left?: number | null;
        };
        /** @description A page of an inbox, the most urgent first. */
        InboxPage: {
            /** @description What to give as `after` for the next page; none if this is the last. */
            next?: string | null;
            /** @description The tasks. */
            tasks: components["schemas"]["InboxItem"][];
        };
        /**
         * @description A case that stands still.
         * @example {
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "number": "KS-222403109200-2020-00001",
         *       "at": "2020-04-20T16:20:00+08:00",
         *       "state": "approved",
         *       "expression": "annual_income / members",
         *       "reason": {
         *         "zh": "除数为零",
         *         "en": "division by zero"
         *       }
         *     }
         */
        Incident: {
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /** @description The case. */
            case: string;
            /** @description The expression that failed, as written. */
            expression: string;
            /** @description Its number. */
            number: string;
            /** @description What went wrong. */
            reason: components["schemas"]["Bilingual"];
            /** @description In which state. */
            state?: string | null;
        };
        /** @description Cases that stand still, the oldest incident first. */
        Incidents: {
            /** @description The cases. */
            incidents: components["schemas"]["Incident"][];
        };
        /**
         * @description Lines in Chinese and English.
         * @example {
         *       "zh": [
         *         "到期：2020-04-20 24:00"
         *       ],
         *       "en": [
         *         "Due: 2020-04-20 24:00"
         *       ]
         *     }
         */
        Lines: {
            /** @description English */
            en: string[];
            /** @description 中文 */
            zh: string[];
        };
        /**
         * @description The person of the token.
         * @example {
         *       "person": "李梅",
         *       "title": {
         *         "zh": "李梅",
         *         "en": "李梅"
         *       },
         *       "posts": [
         *         {
         *           "role": "village_clerk",
         *           "role_title": {
         *             "zh": "村（社区）经办人",
         *             "en": "Village clerk"
         *           },
         *           "office": "222403109200",
         *           "office_title": {
         *             "zh": "马号东村",
         *             "en": "马号东村"
         *           }
         *         }
         *       ],
         *       "clock": {
         *         "virtual": true,
         *         "now": "2020-04-20T10:12:00+08:00"
         *       }
         *     }
         */
        Me: {
            /** @description The clock of the database. */
            clock: components["schemas"]["Clock"];
            /** @description The person. */
            person: string;
            /** @description What the person holds today. */
            posts: components["schemas"]["Post"][];
            /** @description The person's name. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description A message to the asker.
         * @example {
         *       "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.2.1",
         *       "subject": "【提醒】KS-222403109200-2020-00001 村（社区）审核将于2020-04-20 24:00到期",
         *       "body": "……",
         *       "at": "2020-04-20T10:00:00+08:00",
         *       "read": false
         *     }
         */
        Message: {
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /** @description The text. */
            body: string;
            /** @description Its identity. */
            id: string;
            /** @description Whether it was read. */
            read: boolean;
            /** @description One line. */
            subject: string;
        };
        /** @description 站内消息 */
        Messages: {
            /** @description The messages, the newest first. */
            messages: components["schemas"]["Message"][];
        };
        /**
         * @description Moving a case to another state.
         * @example {
         *       "to": "village_review",
         *       "reason": "参数有误，已更正，重新审核",
         *       "second_token": "doudi_…"
         *     }
         */
        Move: {
            /** @description Why. */
            reason: string;
            /** @description The token of the second person, who agrees. Never kept, never put on record. */
            second_token: string;
            /** @description Where to. */
            to: string;
        };
        /** @description An end that moved off a rest day. */
        Moved: {
            /** @description The last day of the budget. */
            from: string;
            /** @description Why `from` is a rest day. */
            reason: components["schemas"]["Bilingual"];
            /** @description The last day of the period. */
            to: string;
        };
        /**
         * @description A case to be started.
         * @example {
         *       "process": "epidemic-fast-track",
         *       "office": "敦化市/江源镇/马号东村",
         *       "fields": {
         *         "applicant_name": "张桂兰",
         *         "id_number": "11010519491231002X",
         *         "scheme": "dibao",
         *         "area": "rural"
         *       }
         *     }
         */
        NewCase: {
            /** @description Why it is entered on a later day than handed in. */
            backdating_reason?: string | null;
            /** @description What is filled in. */
            fields?: Record<string, never>;
            /** @description At which office: an id, a division code, or an unambiguous path. */
            office: string;
            /** @description Of which process, on its newest version. */
            process: string;
            /**
             * Format: date-time
             * @description When the application was handed in; now if not given.
             */
            received_at?: string | null;
        };
        /**
         * @description A notification, why there is one, and what became of it.
         * @example {
         *       "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.2.1",
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "to": "李梅",
         *       "template": "deadline-reminder",
         *       "at": "2020-04-20T10:00:00+08:00",
         *       "state": "delivered",
         *       "state_words": {
         *         "zh": "已送达服务器",
         *         "en": "delivered to the server"
         *       },
         *       "cause": {
         *         "zh": "时限到了提醒时点",
         *         "en": "the deadline reached a rung of its ladder"
         *       },
         *       "channel": "mail",
         *       "sent_at": "2020-04-20T10:00:01+08:00",
         *       "next_at": null,
         *       "attempts": 1,
         *       "last_error": null,
         *       "track": []
         *     }
         */
        Notification: {
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description Its case; none for a digest. */
            case?: string | null;
            /** @description Why there is one. */
            cause: components["schemas"]["Bilingual"];
            /** @description The channel it left by, or waits for. */
            channel?: string | null;
            /** @description Its identity. */
            id: string;
            /** @description Why it did not leave the last time. */
            last_error?: string | null;
            /**
             * Format: date-time
             * @description When it is tried next.
             */
            next_at?: string | null;
            /**
             * Format: date-time
             * @description When it left.
             */
            sent_at?: string | null;
            /** @description `sending`, `delivered`, `failed`, `gave_up`, `merged` or `dropped`. */
            state: string;
            /** @description The same in plain words. */
            state_words: components["schemas"]["Bilingual"];
            /** @description In which words. */
            template: string;
            /** @description A person, or `applicant`. */
            to: string;
            /** @description What became of it, in order. */
            track: components["schemas"]["Track"][];
        };
        /** @description A recurring duty of offices. */
        Obligation: {
            /** @description Offices within reach it does not bind. */
            exceptions: components["schemas"]["OfficeException"][];
            /** @description The level of offices it binds. */
            level: string;
            /** @description When the next case is started. */
            next_opening?: string | null;
            /** @description Its id. */
            obligation: string;
            /**
             * Format: int32
             * @description How many offices within reach it binds today.
             */
            offices: number;
            /** @description The process each occurrence starts. */
            process: string;
            /** @description The article that sets it. */
            source?: string | null;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
        };
        /** @description The recurring duties there are. */
        Obligations: {
            /** @description Each of them. */
            obligations: components["schemas"]["Obligation"][];
        };
        /**
         * @description What an office has to do once.
         * @example {
         *       "office": "222403",
         *       "office_path": {
         *         "zh": "吉林省/延边朝鲜族自治州/敦化市",
         *         "en": "Jilin Province/Yanbian Korean Autonomous Prefecture/Dunhua"
         *       },
         *       "period": "2020-Q1",
         *       "period_title": {
         *         "zh": "2020年第1季度",
         *         "en": "quarter 1 of 2020"
         *       },
         *       "due": "2020-04-05",
         *       "target": "2020-04-03",
         *       "opens_at": "2020-04-01T00:00:00+08:00",
         *       "state": "done",
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "number": "JB-222403-2020-00001",
         *       "done_at": "2020-04-03T15:00:00+08:00",
         *       "missed_number": null,
         *       "reason": null
         *     }
         */
        Occurrence: {
            /** @description Its case. */
            case?: string | null;
            /** @description When it did what the duty wants. */
            done_at?: string | null;
            /** @description The legal day, until 24:00. */
            due: string;
            /** @description The number of what was started at the office above because it was missed. */
            missed_number?: string | null;
            /** @description The number of its case. */
            number?: string | null;
            /** @description The office. */
            office: string;
            /** @description Its path. */
            office_path: components["schemas"]["Bilingual"];
            /** @description When its case is started. */
            opens_at: string;
            /** @description The key of its period. */
            period: string;
            /** @description The period for people. */
            period_title: components["schemas"]["Bilingual"];
            reason?: components["schemas"]["Bilingual"] | null;
            /** @description `coming`, `open`, `done`, `late`, `missed` or `refused`. */
            state: string;
            /** @description The soft target. */
            target: string;
        };
        /** @description What came of a duty, and what is coming. */
        OccurrencePage: {
            /**
             * Format: int64
             * @description What to give as `after` for the next page; none if this is the last.
             */
            next?: number | null;
            /** @description The duty. */
            obligation: components["schemas"]["Obligation"];
            /** @description Its occurrences by due day and office, those to come last. */
            occurrences: components["schemas"]["Occurrence"][];
        };
        /** @description Something a task offers. */
        OfferedAction: {
            /**
             * @description Its id.
             * @example approve
             */
            action: string;
            /** @description Whether a comment is needed. */
            comment_required: boolean;
            /** @description What is filled in. */
            form: components["schemas"]["FormItem"][];
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
            /** @description Where it may lead. */
            to: string[];
        };
        /** @description What the asker may do with a case today. */
        Offers: {
            /** @description What the fields of all forms hold. */
            fields: components["schemas"]["FieldShape"][];
            reopen?: components["schemas"]["ReopenOffer"] | null;
            /** @description Its open tasks, whoever may act on them. */
            tasks: components["schemas"]["TaskOffer"][];
        };
        /**
         * @description An office.
         * @example {
         *       "office": "222403109200",
         *       "title": {
         *         "zh": "马号东村",
         *         "en": "马号东村"
         *       },
         *       "path": {
         *         "zh": "吉林省/延边朝鲜族自治州/敦化市/江源镇/马号东村",
         *         "en": "吉林省/延边朝鲜族自治州/敦化市/江源镇/马号东村"
         *       }
         *     }
         */
        Office: {
            /** @description Its id. */
            office: string;
            /** @description The names from the root down to it. */
            path: components["schemas"]["Bilingual"];
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
        };
        /** @description An office that a duty does not bind. */
        OfficeException: {
            /** @description From which due day. */
            from?: string | null;
            /** @description The office. */
            office: string;
            /** @description Its path. */
            office_title: components["schemas"]["Bilingual"];
            /** @description Why. */
            reason: string;
            /** @description Until which due day, that day no longer. */
            until?: string | null;
        };
        /** @description Offices within reach. */
        Offices: {
            /** @description Whether there are more than are shown. */
            more: boolean;
            /** @description The offices, in the order of the organisation. */
            offices: components["schemas"]["Office"][];
        };
        /** @description A task waiting. */
        OpenTask: {
            /**
             * Format: int32
             * @description About which item of its state, counted from 1, if that goes through items.
             */
            item?: number | null;
            /** @description What it is, if it is not the state's own: `copy`, `opinion` or `signature`. */
            kind?: string | null;
            /** @description Where. */
            office: string;
            /** @description Who may take it. */
            role: string;
            /** @description Its state. */
            state: string;
            /**
             * Format: int32
             * @description Its number in the case.
             */
            task: number;
        };
        /**
         * @description Asking another office about a task.
         * @example {
         *       "task": 2,
         *       "opinion": "land",
         *       "office": "敦化市",
         *       "question": "该户是否另有宅基地？"
         *     }
         */
        OpinionAsked: {
            /** @description The office: an id, a division code, or an unambiguous path; the one above the case if left out. */
            office?: string | null;
            /** @description Which of the opinions the process names. */
            opinion: string;
            /** @description What is asked. */
            question: string;
            /**
             * Format: int32
             * @description The number of the task.
             */
            task: number;
        };
        /**
         * @description Answering what another office asked.
         * @example {
         *       "task": 3,
         *       "text": "无异议",
         *       "fields": {}
         *     }
         */
        OpinionGiven: {
            /** @description What is filled in. */
            fields?: Record<string, never>;
            /**
             * Format: int32
             * @description The number of the task.
             */
            task: number;
            /** @description What is said. */
            text: string;
        };
        /**
         * @description An event from outside.
         * @example {
         *       "case": "KS-222403109200-2020-00001",
         *       "event": "comparison_returned",
         *       "fields": {}
         *     }
         */
        OutsideEvent: {
            /** @description The case: its identity or its number. */
            case: string;
            /** @description The event. */
            event: string;
            /** @description What it carries. */
            fields?: Record<string, never>;
        };
        /**
         * @description A notice on paper.
         * @example {
         *       "id": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8.5.3",
         *       "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
         *       "office": "222403109200",
         *       "subject": "关于停止救助的通知",
         *       "at": "2020-04-20T16:20:00+08:00",
         *       "delivered_on": "2020-04-22",
         *       "proof": "thumbprint",
         *       "receiver": "张桂兰",
         *       "note": null,
         *       "recorded_by": "李梅"
         *     }
         */
        Paper: {
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            at: string;
            /** @description Its case. */
            case?: string | null;
            /**
             * Format: date
             * @description The day it was handed over.
             */
            delivered_on?: string | null;
            /** @description The identity of the notification. */
            id: string;
            /** @description What else was said. */
            note?: string | null;
            /** @description The office that hands it over. */
            office: string;
            /** @description How that is proved. */
            proof?: string | null;
            /** @description Who received or witnessed it. */
            receiver?: string | null;
            /** @description Who recorded it. */
            recorded_by?: string | null;
            /** @description One line. */
            subject: string;
        };
        /**
         * @description 送达回证
         * @example {
         *       "on": "2020-04-22",
         *       "proof": "proxy",
         *       "receiver": "张伟",
         *       "note": "长子，同住"
         *     }
         */
        PaperProof: {
            /** @description What else there is to say. */
            note?: string | null;
            /**
             * Format: date
             * @description The day it was handed over.
             */
            on: string;
            /** @description `signature`, `thumbprint`, `witness` or `proxy`. */
            proof: string;
            /** @description Who received it, witnessed it, or took it in his place. */
            receiver: string;
        };
        /** @description Notices on paper. */
        Papers: {
            /** @description The notices, the oldest first. */
            papers: components["schemas"]["Paper"][];
        };
        /** @description The picture of a process with where a case is. */
        Picture: {
            /** @description SVG, complete in itself. */
            svg: components["schemas"]["Bilingual"];
            /** @description What it shows, as text. */
            text: components["schemas"]["Bilingual"];
        };
        /** @description A post held today. */
        Post: {
            /** @description Where. */
            office: string;
            /** @description The office's name. */
            office_title: components["schemas"]["Bilingual"];
            /** @description As what. */
            role: string;
            /** @description The role's name. */
            role_title: components["schemas"]["Bilingual"];
        };
        /**
         * @description How somebody is told.
         * @example {
         *       "channels": [
         *         "inbox",
         *         "mail"
         *       ],
         *       "deputy": "赵敏",
         *       "deputy_until": "2020-05-05"
         *     }
         */
        Preference: {
            /** @description The channels, in order; empty for the usual order of the site. */
            channels?: string[];
            /** @description Who is told in his place. */
            deputy?: string | null;
            /**
             * Format: date
             * @description The last day on which the deputy is.
             */
            deputy_until?: string | null;
            /** @description A mailbox in place of the organisation's. */
            mail?: string | null;
            /** @description A telephone number in place of the organisation's. */
            phone?: string | null;
        };
        /**
         * @description What went wrong (RFC 9457), in Chinese, or in English where `Accept-Language` prefers it.
         * @example {
         *       "type": "urn:doudi:problem:task_closed",
         *       "title": "待办已不可办",
         *       "status": 409,
         *       "detail": "这项待办已由 王强 于 2020-04-20 16:20 办理（同意）",
         *       "code": "task_closed"
         *     }
         */
        Problem: {
            /**
             * @description What programs go by. Refusals have the words scenarios use: `not_found`, `role`, `same_person`, `task_closed`,
             *     `claimed_by_other`, `not_offered`, `ambiguous`, `guard`, `field`, `comment`, `parameter`, `ended`, `incident`,
             *     `no_incident`, `not_awaited`, `not_due`, `not_effective`, `key_reused`, `second_person`, `limit`. Others:
             *     `malformed`, `unauthenticated`, `too_large`, `not_json`, `no_route`, `no_method`, `busy`, `stopping`,
             *     `outcome_unknown`, `time_is_up`, `internal`.
             */
            code: string;
            /** @description What was expected, and what was found. */
            detail: string;
            /** @description The field or item it concerns. */
            field?: string | null;
            /** @description What to do about it. */
            help?: string | null;
            /** @description The id of the request, for the administrator; only where the server is at fault. */
            request?: string | null;
            /**
             * Format: int32
             * @description The status of the answer.
             */
            status: number;
            /** @description What kind of thing went wrong. */
            title: string;
            /** @description `urn:doudi:problem:` and the code. */
            type: string;
        };
        /** @description A process that can be started. */
        ProcessOffer: {
            /** @description What the fields of the form hold. */
            fields: components["schemas"]["FieldShape"][];
            /** @description What is filled in to start a case. */
            form: components["schemas"]["FormField"][];
            /** @description Its id. */
            process: string;
            /** @description The document it carries out. */
            source?: string | null;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
            /**
             * Format: int32
             * @description Its newest version.
             */
            version: number;
        };
        /** @description Processes the asker can start a case of. */
        Processes: {
            /** @description The processes. */
            processes: components["schemas"]["ProcessOffer"][];
        };
        /**
         * @description Something a decision read.
         * @example {
         *       "name": "dibao.urban.standard_month",
         *       "value": "560.00",
         *       "row": "222403/2019-07-01",
         *       "source": "敦政办发〔2019〕…号"
         *     }
         */
        Read: {
            /** @description A field, a formula or a parameter. */
            name: string;
            /** @description The row of a parameter. */
            row?: string | null;
            /** @description The document that row cites. */
            source?: string | null;
            /** @description What it was; masked if sensitive. */
            value: string;
        };
        /**
         * @description What is left of a deadline.
         * @example {
         *       "left": {
         *         "working_days": 2
         *       },
         *       "text": {
         *         "zh": "剩余2个工作日",
         *         "en": "2 working days left"
         *       }
         *     }
         */
        Remaining: {
            /** @description `working_days`, `natural_days`, `minutes` or `working_minutes`, with how many. */
            left: Record<string, never>;
            /** @description As people read it. */
            text: components["schemas"]["Bilingual"];
        };
        /** @description How a closed case is opened again. */
        ReopenOffer: {
            /** @description Whether a reason is needed. */
            comment_required: boolean;
            /** @description The state it goes on in. */
            to_title: components["schemas"]["Bilingual"];
        };
        /**
         * @description Opening a closed case again.
         * @example {
         *       "comment": "申请人补充了证明材料"
         *     }
         */
        Reopening: {
            /** @description Why. */
            comment?: string | null;
        };
        /**
         * @description Signing, or refusing to.
         * @example {
         *       "task": 3,
         *       "agrees": true
         *     }
         */
        Signature: {
            /** @description Whether the signer agrees. */
            agrees: boolean;
            /** @description A word to it; needed with a refusal. */
            comment?: string | null;
            /**
             * Format: int32
             * @description The number of the task.
             */
            task: number;
        };
        /**
         * @description Asking others to sign.
         * @example {
         *       "task": 2,
         *       "people": [
         *         "周平",
         *         "吴刚"
         *       ],
         *       "done_when": 1,
         *       "in_order": true,
         *       "note": "请会签"
         *     }
         */
        Signers: {
            /** @description How many are enough; all if left out. */
            done_when?: number | null;
            /** @description Any holder of a role at an office. */
            holders?: components["schemas"]["Holders"][];
            /** @description Whether they sign one after another, people first. */
            in_order?: boolean;
            /** @description A word to it. */
            note?: string | null;
            /** @description Who signs, by name. */
            people?: string[];
            /**
             * Format: int32
             * @description The number of the task.
             */
            task: number;
        };
        /** @description A state a case is in. */
        State: {
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /**
             * @description Its id.
             * @example village_review
             */
            state: string;
            /** @description Its name. */
            title: components["schemas"]["Bilingual"];
        };
        /**
         * @description Whether a case is open.
         * @enum {string}
         */
        Status: "open" | "ended";
        /**
         * @description Where a step lies, seen from where the case is.
         * @enum {string}
         */
        StepCondition: "passed" | "current" | "ahead";
        /** @description A time in which the clock stood. */
        Stop: {
            /**
             * Format: date-time
             * @description Since when.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until when; none if it still stands.
             */
            until?: string | null;
        };
        /** @description 中止办理: since when and why a case is suspended. */
        Suspended: {
            /** @description The name of who suspended it. */
            by: components["schemas"]["Bilingual"];
            /** @description Whether the clocks of its deadlines stand. */
            clocks_stand: boolean;
            /** @description Why. */
            reason: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description What it rests on. */
            source?: string | null;
        };
        /** @description A task of a case. */
        Task: {
            /** @description How it was answered. */
            action?: string | null;
            /** @description What can be done on it, if it is open. */
            actions: components["schemas"]["OfferedAction"][];
            /** @description Who asked for it then. */
            asked_by?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at?: string | null;
            /** @description Who claimed or answered it. */
            by?: string | null;
            /** @description `open`, `claimed`, `answered` or `cancelled`. */
            condition: string;
            /**
             * Format: int32
             * @description About which item of its state, counted from 1, if that goes through items.
             */
            item?: number | null;
            /** @description What it is, if it is not the state's own: `copy`, `opinion` or `signature`. */
            kind?: string | null;
            /** @description What was said with it. */
            note?: string | null;
            /**
             * @description Where.
             * @example 222403109
             */
            office: string;
            /**
             * @description Who may take it.
             * @example township_officer
             */
            role: string;
            /**
             * @description Its state.
             * @example township_approval
             */
            state: string;
            /**
             * Format: int32
             * @description Its number in the case.
             */
            task: number;
        };
        /**
         * @description How many tasks there are by how near their deadlines are; a group of 10,000 may be larger.
         * @example {
         *       "overdue": 4,
         *       "today": 7,
         *       "soon": 12,
         *       "later": 86
         *     }
         */
        TaskCounts: {
            /**
             * Format: int64
             * @description 未到期: later, or never.
             */
            later: number;
            /**
             * Format: int64
             * @description 已逾期
             */
            overdue: number;
            /**
             * Format: int64
             * @description 3日内: on one of the three days after today.
             */
            soon: number;
            /**
             * Format: int64
             * @description 今日到期
             */
            today: number;
        };
        /** @description An open task, as the asker sees it. */
        TaskOffer: {
            /** @description What can be done; empty if the asker may not. */
            actions: components["schemas"]["ActionOffer"][];
            assignee_title?: components["schemas"]["Bilingual"] | null;
            barred?: components["schemas"]["Bilingual"] | null;
            /** @description Whether it is the asker who has. */
            mine: boolean;
            /** @description Where. */
            office_title: components["schemas"]["Bilingual"];
            /** @description Who may take it. */
            role_title: components["schemas"]["Bilingual"];
            /** @description The article it carries out. */
            source?: string | null;
            /** @description Its state. */
            state: string;
            /** @description The state's name. */
            state_title: components["schemas"]["Bilingual"];
            /**
             * Format: int32
             * @description Its number in the case.
             */
            task: number;
        };
        /**
         * @description A task of the case.
         * @example {
         *       "task": 2
         *     }
         */
        TaskOnly: {
            /**
             * Format: int32
             * @description Its number.
             */
            task: number;
        };
        /**
         * @description What became of a notification at an instant.
         * @example {
         *       "at": "2020-04-20T20:00:00+08:00",
         *       "kind": "waits",
         *       "words": {
         *         "zh": "非办公时间，等到 2020-04-21 08:30",
         *         "en": "outside office hours, waits until 2020-04-21 08:30"
         *       }
         *     }
         */
        Track: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What, for programs. */
            kind: string;
            /** @description What, in plain words. */
            words: components["schemas"]["Bilingual"];
        };
        /**
         * @description Somebody who was to be told and was not.
         * @example {
         *       "seq": 3,
         *       "at": "2020-04-20T16:20:00+08:00",
         *       "meant_for": "applicant",
         *       "template": "fast-track-approved",
         *       "reason": {
         *         "zh": "没有邮箱和电话",
         *         "en": "neither a mailbox nor a telephone number is known"
         *       }
         *     }
         */
        Unsent: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Whom it was meant for. */
            meant_for: string;
            /** @description Why not. */
            reason: components["schemas"]["Bilingual"];
            /**
             * Format: int64
             * @description The step.
             */
            seq: number;
            /** @description In which words. */
            template: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page in Chinese and English. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    list_cases: {
        parameters: {
            query?: {
                /** @description Of this process. */
                process?: string;
                /** @description In this state. */
                state?: string;
                /** @description Of this office and those below it: an id, a division code, or an unambiguous path. */
                office?: string;
                /** @description Open or ended. */
                status?: components["schemas"]["Status"];
                /** @description With this number, this whole identity number or other sensitive value, or this in a name or another searchable text. */
                text?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cases within reach, the last started first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCase"];
            };
        };
        responses: {
            /** @description Started. */
            201: {
                headers: {
                    /** @description Where the case is shown. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_offers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be done today. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offers"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    act: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Action"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    give_opinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpinionGiven"];
            };
        };
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancelling"];
            };
        };
        responses: {
            /** @description Closed where it stood, with the outcome `cancelled`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claim_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskOnly"];
            };
        };
        responses: {
            /** @description Claimed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_copies: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Copies"];
            };
        };
        responses: {
            /** @description Sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correct_deadline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correction"];
            };
        };
        responses: {
            /** @description Corrected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_course: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The steps behind it and the usual ones ahead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_deadlines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with what is left and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deadlines"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extend_deadline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Extension"];
            };
        };
        responses: {
            /** @description Extended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hand_task_over: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOver"];
            };
        };
        responses: {
            /** @description Handed over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_history: {
        parameters: {
            query?: {
                /** @description Those after the step of this number. */
                after?: number;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its steps, the first ones first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_household: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of any of its cases. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The household. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Household"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    move_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description Moved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of a case within reach. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseNotifications"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_opinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpinionAsked"];
            };
        };
        responses: {
            /** @description Asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, and the same as text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Picture"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledge_copy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskOnly"];
            };
        };
        responses: {
            /** @description Acknowledged. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    release_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskOnly"];
            };
        };
        responses: {
            /** @description Given back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopen_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reopening"];
            };
        };
        responses: {
            /** @description Open again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grounds"];
            };
        };
        responses: {
            /** @description It goes on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Signature"];
            };
        };
        responses: {
            /** @description Signed, or refused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_signers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Signers"];
            };
        };
        responses: {
            /** @description Asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspend_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity or number of the case. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grounds"];
            };
        };
        responses: {
            /** @description Suspended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_corrections: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description Only what is still open: not read, not handed over. */
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One's own, and those of offices within reach. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrections"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrected: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The recipient, as the list has it. */
                recipient: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many notifications are sent again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receive_event: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutsideEvent"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_incidents: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those within reach, the oldest incident first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incidents"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person of the token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_preference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asker's own preference. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_preference: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preference"];
            };
        };
        responses: {
            /** @description As it is now; what could not reach the asker is sent again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description Only what is still open: not read, not handed over. */
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asker's own, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity of the message. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_notification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity of the notification: case.step.position. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One to the asker, or of a case within reach. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_obligations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every duty, as far as the asker's offices go. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Obligations"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_obligation: {
        parameters: {
            query?: {
                /** @description Of this office and those below it: its id, code or path. */
                office?: string;
                /** @description Due on this day or later; the first day of this year if not said. */
                from?: string;
                /** @description Due before this day; a year after the first if not said. */
                until?: string;
                /** @description The `next` of the page before. */
                after?: number;
            };
            header?: never;
            path: {
                /** @description The id of the duty. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its occurrences within the asker's jurisdiction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OccurrencePage"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_offices: {
        parameters: {
            query?: {
                /** @description With this in their path, or an id that begins so. */
                text?: string;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offices, in the order of the organisation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offices"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those of cases within reach. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_papers: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description Only what is still open: not read, not handed over. */
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those of offices within reach, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Papers"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    paper_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identity of the notice. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An A4 page with its proof of delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    record_paper: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: 1 to 200 visible ASCII characters, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Identity of the notice. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperProof"];
            };
        };
        responses: {
            /** @description Recorded; a case that waits for `delivered` was told. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_processes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with the form it starts with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Processes"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description Of this process. */
                process?: string;
                /** @description In this state. */
                state?: string;
                /** @description Only what the asker has claimed. */
                mine?: boolean;
                /** @description Only those whose deadline is this near. */
                group?: components["schemas"]["DeadlineGroup"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the asker can act on, the most urgent first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPage"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_tasks: {
        parameters: {
            query?: {
                /** @description Of this process. */
                process?: string;
                /** @description In this state. */
                state?: string;
                /** @description Only what the asker has claimed. */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many tasks each group holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCounts"];
                };
            };
            /** @description Refused, or failed; nothing was done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests can be sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Not now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
}
