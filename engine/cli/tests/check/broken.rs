//! Shipped files, each broken by one edit. The mark in the replacement is where the problem must be found.

/// A shipped file and the one edit that breaks it.
pub struct Broken {
    pub code: &'static str,
    pub file: &'static str,
    pub needle: &'static str,
    pub replacement: &'static str,
    /// What else follows from the same edit, by code.
    pub also: &'static [&'static str],
}

const fn broken(code: &'static str, file: &'static str, needle: &'static str, replacement: &'static str) -> Broken {
    Broken { code, file, needle, replacement, also: &[] }
}

impl Broken {
    const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }
}

const FAST: &str = "processes/epidemic-fast-track.yaml";
const RISK: &str = "processes/risk-assessment.yaml";
const WATCH: &str = "processes/watch-entry.yaml";
const DIBAO: &str = "parameters/dibao.yaml";
const NATION: &str = "calendars/cn.yaml";
const PROVINCE: &str = "calendars/jilin.yaml";
const DUNHUA: &str = "organisations/jilin-dunhua.yaml";
const APPROVED: &str = "templates/fast-track-approved.yaml";
const REMINDER: &str = "templates/deadline-reminder.yaml";

/// Every broken file, by code.
pub fn all() -> Vec<Broken> {
    [yaml(), shapes(), names(), expressions(), tables(), graph(), people_time_and_money(), data_files()]
        .into_iter()
        .flatten()
        .collect()
}

fn yaml() -> Vec<Broken> {
    vec![
        broken("D0001", WATCH, "role: [village_clerk]\n  form", "role: [village_clerk\n  form▮"),
        broken(
            "D0002",
            FAST,
            "name: {zh: 申请人, en: Applicant}, search",
            "name: {zh: 申请人, en: Applicant}, ▮type: text, search",
        ),
        broken("D0004", FAST, "name: {zh: 家庭人口,", "name: {zh: 家庭▮\u{202e}人口,"),
        broken("D0004", DIBAO, "source: 示例值，参照", "source: 示例值▮\u{200b}，参照"),
        broken("D0005", WATCH, "source: 吉民发〔2020〕7号 二(三)\n", "source▮：吉民发〔2020〕7号 二(三)\n"),
        broken("D0005", DUNHUA, "organisation: jilin-dunhua", "组织机构▮：jilin-dunhua"),
    ]
}

fn shapes() -> Vec<Broken> {
    vec![
        broken("D0101", WATCH, "\nstates:\n", "\n▮staets:\n").also(&["D0102", "D0201"]),
        broken(
            "D0101",
            FAST,
            "name: {zh: 家庭人口, en: Household members}, search",
            "name: {zh: 家庭人口, en: Household members}, ▮可查寻",
        ),
        broken("D0102", WATCH, "{name: {zh: 已走访，继续关注, en: ", "{name: ▮{zh: 已走访，继续关注, eng: ")
            .also(&["D0101"]),
        broken("D0103", FAST, "effective: {from: 2020-03-26}", "effective: ▮2020年3月26日"),
        broken(
            "D0104",
            FAST,
            "\n  committed: {type: boolean, name: {zh: 已签个人承诺",
            "\n  ▮已签 承诺: {type: boolean, name: {zh: 已签个人承诺",
        )
        .also(&["D0203", "D0302"]),
        broken("D0105", FAST, "effective: {from: 2020-03-26}", "effective: {from: ▮2020-13-26}"),
        broken("D0105", WATCH, "\"GZ-{office}-{year}-{seq:5}\"", "▮\"GZ-{office}-{year}\""),
        broken(
            "D0105",
            WATCH,
            "name: {zh: 困难解除, en: No longer in difficulty}, to: closed, comment: required",
            "name: {zh: 困难解除, en: No longer in difficulty}, to: closed, comment: ▮需要",
        ),
        broken("D0106", FAST, "- {at: \"16:30\", to: assignee}", "- ▮{at: \"16:30\", since: {hours: 1}, to: assignee}"),
    ]
}

fn names() -> Vec<Broken> {
    vec![
        broken(
            "D0201",
            FAST,
            "{name: {zh: 已补正, en: Completed}, to: village_review}",
            "{name: {zh: 已补正, en: Completed}, to: ▮vilage_review}",
        ),
        broken(
            "D0202",
            FAST,
            "task: {role: township_officer, not_same_person_as",
            "task: {role: ▮township_oficer, not_same_person_as",
        ),
        broken("D0203", FAST, "form: [members, annual_income,", "form: [members, ▮anual_income,"),
        broken("D0204", FAST, "\nvalues:\n", "\nvalues:\n  农村标准: parameter(▮\"dibao.rural.standard_yaer\") * 2\n"),
        broken("D0205", WATCH, "template: watch-entry-opened", "template: ▮watch-entry-openned"),
        broken("D0206", WATCH, "calendar: jilin", "calendar: ▮jilln"),
        broken("D0207", FAST, "from: received_at", "from: ▮received"),
        broken(
            "D0208",
            DIBAO,
            "- {office: \"222403\", from: 2020-01-01, value: 560.00",
            "- {office: ▮\"222499\", from: 2020-01-01, value: 560.00",
        ),
        broken("D0209", WATCH, "template: watch-entry-opened", "template: ▮filing-request").also(&["D0209", "D0209"]),
        broken(
            "D0210",
            FAST,
            "why: '\"refused\"'}}",
            "why: '\"refused\"'}}\n      - start_case: {key: 再立, process: ▮watch-enrty}",
        ),
    ]
}

fn tables() -> Vec<Broken> {
    vec![
        broken(
            "D1001",
            WATCH,
            "\ninitial: watching\n",
            "\ntables:\n  ▮分类: {hit: unique, inputs: [why], outputs: {days: integer}, rows: [[\"refused, revoked\", 10], [exited, 20]]}\ninitial: watching\n",
        ),
        broken(
            "D1002",
            FAST,
            "\ndeadlines:\n",
            "\ntables:\n  分档: {hit: unique, inputs: [members], outputs: {share: decimal}, rows: [[<= 3, 1], ▮[\">= 3\", 2]]}\ndeadlines:\n",
        ),
        broken(
            "D1003",
            FAST,
            "\ndeadlines:\n",
            "\ntables:\n  分档:\n    hit: first\n    inputs: [members]\n    outputs: {share: decimal}\n    rows: |\n      [1..3] | 1\n      ▮2 | 3\n      -      | 2\ndeadlines:\n",
        ),
        broken(
            "D1004",
            WATCH,
            "\ninitial: watching\n",
            "\ntables:\n  ▮分类: {hit: priority, inputs: [why], outputs: {days: integer}, rows: [[\"-\", 10]]}\ninitial: watching\n",
        ),
        broken(
            "D1005",
            FAST,
            "\ndeadlines:\n",
            "\ntables:\n  分档: {hit: first, inputs: [members], outputs: {share: decimal}, rows: [[▮\"? * 2 > 3\", 1], [\"2\", 2]]}\ndeadlines:\n",
        ),
    ]
}

fn expressions() -> Vec<Broken> {
    vec![
        broken("D0301", FAST, "\nvalues:\n", "\nvalues:\n  试算: annual_income / ▮* members\n"),
        broken(
            "D0302",
            FAST,
            "\nvalues:\n",
            "\nvalues:\n  家庭人均收入: annual_income / members\n  低于标准: 家庭人均收入 < line_year and ▮家庭人均收人 >= 0\n",
        ),
        broken("D0303", FAST, "        when: committed\n", "        when: ▮members\n"),
        broken(
            "D0303",
            FAST,
            "\nvalues:\n",
            "\nvalues:\n  人口加收入: {name: 人口加收入, formula: ▮annual_income + members}\n",
        ),
        broken("D0304", FAST, "\nvalues:\n", "\nvalues:\n  ▮甲: 乙 + 1\n  乙: 甲 + 1\n").also(&["D0304"]),
        broken("D0306", FAST, "\nvalues:\n", "\nvalues:\n  其他人均收入: annual_income / (▮members - 1)\n"),
        broken(
            "D0307",
            FAST,
            "      submit:\n        name: {zh: 上报乡镇, en: Send to the township}\n        to: township_approval\n        when: committed\n",
            "      submit:\n        ▮name: {zh: 上报乡镇, en: Send to the township}\n        to: township_approval\n        when: committed and grant_now\n",
        ),
    ]
}

fn graph() -> Vec<Broken> {
    vec![
        broken("D0401", FAST, "\n  granted:\n", "\n  ▮forgotten:\n    name: {zh: 被遗忘, en: Forgotten}\n    end: forgotten\n  granted:\n"),
        broken(
            "D0402",
            WATCH,
            "  closed:\n    name: {zh: 已销号, en: Struck off}\n    end: closed",
            "  ▮closed:\n    name: {zh: 已销号, en: Struck off}\n    task: {role: village_clerk}\n    on:\n      keep: {name: {zh: 再看看, en: Keep}, to: closed}",
        )
        .also(&["D0402"]),
        broken(
            "D0403",
            WATCH,
            "\n  closed:\n",
            "\n  ▮stuck:\n    name: {zh: 待核, en: To be verified}\n    task: {role: village_clerk}\n    on:\n      pass: {name: {zh: 通过, en: Pass}, to: closed, when: why = \"found\", otherwise: {zh: 不符, en: No}}\n  closed:\n",
        )
        .also(&["D0401"]),
        broken(
            "D0404",
            FAST,
            "      confirm:\n        name: {zh: 核实相符, en: Confirm}\n        form: [verification]\n        to: granted\n        when: verification = \"as_declared\"\n        otherwise: {zh: 核实结果与承诺不符，请办理“停止救助”, en: The result differs from the declaration; stop the benefit instead}\n",
            "      ▮confirm:\n        name: {zh: 核实相符, en: Confirm}\n        form: [verification]\n        to: granted\n        when: verification = \"as_declared\"\n",
        ),
        broken(
            "D0405",
            WATCH,
            "\n  closed:\n",
            "\n  甲:\n    name: {zh: 甲, en: One}\n    always: [▮{to: 乙}]\n  乙:\n    name: {zh: 乙, en: Two}\n    always: [{when: why = \"found\", to: 甲}, {to: closed}]\n  closed:\n",
        )
        .also(&["D0401", "D0401", "D0405"]),
        broken(
            "D0405",
            WATCH,
            "\n  closed:\n",
            "\n  甲:\n    name: {zh: 甲, en: One}\n    after: [▮{in: {hours: 0}, to: 乙}]\n  乙:\n    name: {zh: 乙, en: Two}\n    after: [{at: today(), to: 甲}, {in: {hours: 1}, to: closed}]\n  closed:\n",
        )
        .also(&["D0401", "D0401", "D0405"]),
        broken(
            "D0406",
            WATCH,
            "\n  closed:\n",
            "\n  ▮idle:\n    name: {zh: 无事可办, en: Idle}\n    task: {role: village_clerk}\n    after: [{in: {natural_days: 1}, to: closed}]\n  closed:\n",
        ),
        broken(
            "D0407",
            WATCH,
            "close: {name: {zh: 困难解除, en: No longer in difficulty}, to: closed, comment: required}",
            "close: {name: {zh: 困难解除, en: No longer in difficulty}, branches: [{to: closed}, ▮{when: why = \"found\", to: watching}]}",
        ),
    ]
}

fn people_time_and_money() -> Vec<Broken> {
    vec![
        broken(
            "D0501",
            FAST,
            "  township_approval:\n    name: {zh: 乡镇（街道）审批, en: Township decision}\n    task: {role: township_officer, not_same_person_as: [village_review]}",
            "  ▮township_approval:\n    name: {zh: 乡镇（街道）审批, en: Township decision}\n    task: {role: village_clerk}",
        ),
        broken("D0601", FAST, "remind: [{before: {working_days: 2},", "remind: [▮{before: {working_days: 20},"),
        broken(
            "D0602",
            FAST,
            "  verify:\n    name: {zh: 事后核实, en: Verification afterwards}\n    source: 本地约定 Q16\n    from: reach(approved)\n    until: [reach(granted), reach(revoked)]\n    due: {working_days: 10}",
            "  ▮verify:\n    name: {zh: 事后核实, en: Verification afterwards}\n    source: 本地约定 Q16\n    from: reach(approved)\n    until: [reach(granted), reach(revoked)]\n    due: {working_days: 2000}",
        ),
        broken(
            "D0603",
            FAST,
            "  verify:\n    name: {zh: 事后核实, en: Verification afterwards}\n",
            "  verify:\n    ▮name: {zh: 事后核实, en: Verification afterwards}\n    stops_while: [awaiting_applicant]\n",
        ),
        broken(
            "D0604",
            FAST,
            "  verify:\n    name: {zh: 事后核实, en: Verification afterwards}\n    source: 本地约定 Q16\n    from: reach(approved)\n    until: [reach(granted), reach(revoked)]\n",
            "  ▮verify:\n    name: {zh: 事后核实, en: Verification afterwards}\n    source: 本地约定 Q16\n    from: reach(approved)\n    until: [reach(refused)]\n",
        ),
        broken(
            "D0702",
            RISK,
            "      - set: {fields: risk, value: '\"not_applicable\"'}\n      - tell: {case: starter, event: risk_assessed,",
            "      - set: {fields: risk, value: '\"not_applicable\"'}\n      - ▮tell: {case: starter, event: risk_asessed,",
        ),
        broken(
            "D0701",
            WATCH,
            "visit: {name: {zh: 已走访，继续关注, en: \"Visited, keep watching\"},",
            "visit: {name: {zh: 已走访，继续关注, en: \"Visited, keep watching\"}, do: [{benefit: ▮{grant: 慰问, kind: temporary, amount: 100.00, months: 1, from: this_month}}],",
        ),
        broken("D0802", WATCH, "\nstates:\n", "\nallow: {▮D0401: 以后要用}\nstates:\n"),
        broken("D0210", WATCH, "\nstates:\n", "\nallow: {▮D0201: 不行}\nstates:\n"),
        broken("D0801", FAST, "  withdrawn:\n    name: {zh: 已撤回, en: Withdrawn}", "  ▮withdrawn:\n    name: 已撤回"),
    ]
}

fn data_files() -> Vec<Broken> {
    vec![
        broken("D0101", DUNHUA, "{name: {zh: 敦化市, en: Dunhua}, level:", "{name: {zh: 敦化市, en: Dunhua}, ▮levle:")
            .also(&["D0102"]),
        broken("D0105", NATION, "{from: 2020-05-01, to: 2020-05-05, name", "{from: 2020-05-01, to: ▮2020-05-55, name"),
        broken("D0105", PROVINCE, "office_hours: [\"08:30-11:30\", ", "office_hours: [\"08:30-11:30\", ▮\"下午\", "),
        broken(
            "D0202",
            DUNHUA,
            "\noffices:\n",
            "\npeople:\n  李梅: {name: {zh: 李梅, en: Li Mei}, posts: [{role: ▮village_clrek, office: 敦化市/江源镇/帽山村}]}\noffices:\n",
        ),
        broken(
            "D0204",
            DIBAO,
            "\nparameters:\n",
            "\nparameters:\n  ▮没有声明过: {rows: [{office: \"22\", value: 1}]}\n",
        ),
        broken("D0206", DUNHUA, "code: \"220000\", calendar: jilin}", "code: \"220000\", calendar: ▮jilni}"),
        broken(
            "D0208",
            DUNHUA,
            "{name: 江源镇, level: township, within: \"222403\"}",
            "{name: 江源镇, level: township, within: ▮\"222430\"}",
        ),
        broken("D0901", NATION, "work: [2020-01-19,", "work: [▮2020-01-01, 2020-01-19,"),
        broken(
            "D0901",
            DUNHUA,
            "{name: 江源镇, level: township, within: \"222403\"}",
            "{name: 江源镇, level: township, within: ▮\"222403109202\"}",
        ),
        broken(
            "D0901",
            DIBAO,
            "value: 560.00, source: 示例值，参照吉民发〔2019〕48号的指导标准另定}\n",
            "value: 560.00, source: 示例值，参照吉民发〔2019〕48号的指导标准另定}\n      - ▮{office: 敦化市, from: 2020-07-01, value: 600.00}\n",
        ),
        broken("D0902", DIBAO, "value: 560.00", "value: ▮0.00"),
        broken("D0902", DIBAO, "value: 4000.00, source: 示例值，取", "value: ▮3999.99, source: 示例值，取"),
        broken("D0903", APPROVED, "共 {{ values.first_grant }} 元", "共 {{ values.first_grant|▮yuan }} 元"),
        broken("D0903", REMINDER, "{{ recipient_name }}，您好", "▮{{ recipient_name }}，您好{% endfor %}"),
    ]
}
