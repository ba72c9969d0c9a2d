package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft says what was found, classifies nothing, names what is left to decide, and replaces nothing. */
@Tag("night")
class InitCommandTest {
    private static final List<String> SEGMENTS = List.of("IAB_350", "form_language_de", "nursery_pages");

    @TempDir
    private Path folder;

    @BeforeEach
    void deliver() throws IOException {
        StringBuilder memberships = new StringBuilder("uuid\tsid\trealized_at\tstatus\n");
        StringBuilder links = new StringBuilder("cookie,customer,method,at\n");
        StringBuilder statements = new StringBuilder(
                "id,customer_id,action,attribute,value,purposes,notice_id,notice_version,notice_language,channel,"
                        + "elicitation,declared_by,declared_at\n");
        for (int i = 0; i < 30; i++) {
            String cookie = "aaaa-bbbb-" + (1000 + i);
            memberships
                    .append(cookie)
                    .append('\t')
                    .append(SEGMENTS.get(i % 3))
                    .append("\t17638000")
                    .append(10 + i)
                    .append("\trealized\n");
            links.append(cookie).append(",C-").append(i).append(",login,2026-11-01T08:00:00Z\n");
            statements
                    .append("d")
                    .append(i)
                    .append(",C-")
                    .append(i)
                    .append(",declare,")
                    .append(
                            i % 2 == 0
                                    ? "colour,"
                                            + List.of("green", "blue", "red").get(i % 3)
                                    : "due," + "2027-03-1" + i % 10)
                    .append(",offers,n,1,en,survey,prompted_choice,self,2026-11-20T10:00:00\n");
        }
        memberships.append("aaaa-bbbb-1001\tgift_for_aunt_margarete\t1763800000\trealized\n");
        statements.append(
                "d77,C-1,declare,secret_wish,a pony,offers,n,1,en,survey,prompted_choice,self,2026-11-20T10:00:00\n");
        write("exports/segments-2026-11-22.tsv", memberships.toString());
        write("exports/logins.csv", links.toString());
        write("exports/statements.csv", statements.toString());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TestingCli init(String... more) {
        TestingCli cli = new TestingCli(folder);
        int code = cli.run(Stream.concat(
                        Stream.of(
                                "init",
                                "shop",
                                "--legacy",
                                "exports/segments-*.tsv",
                                "--links",
                                "exports/logins.csv",
                                "--declarations",
                                "exports/statements.csv"),
                        Stream.of(more))
                .toArray(String[]::new));
        assertThat(code).as(cli.err()).isZero();
        return cli;
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve("shop").resolve(name));
    }

    @Test
    void theJobFileIsReadAndReadsWhatWasFound() throws IOException {
        init();

        JobFile job = JobFile.read(folder.resolve("shop/job.yaml"));

        assertThat(job.name()).isEqualTo("shop");
        assertThat(job.legacy().memberships()).singleElement().satisfies(source -> {
            assertThat(source.key()).isEqualTo("uuid");
            assertThat(source.segment()).contains("sid");
            assertThat(source.assignedAt()).contains("realized_at");
            assertThat(source.files().csv().delimiter()).isEqualTo('\t');
        });
        assertThat(job.legacy().links()).singleElement().satisfies(source -> assertThat(source.subjectId())
                .isEqualTo("customer"));
        assertThat(job.declarations()).hasSize(1);
        assertThat(text("job.yaml"))
                .contains("path: \"../exports/segments-{date}.tsv\"")
                .contains("times: { assigned-at: epoch-seconds }")
                .contains("# where: { status: [realized] }")
                .contains("have no offset and are refused until you say whose clock showed them");
    }

    @Test
    void aDraftIsReportedToMachines() {
        TestingCli cli = init("--json");

        assertThat(cli.json().get("outcome").asString()).isEqualTo("drafted");
        assertThat(cli.json().get("written").toString()).contains("\"shop/job.yaml\"");
        assertThat(cli.json().get("decisions").size()).isPositive();
    }

    @Test
    void aDraftThatCannotBeWrittenSaysWhereAndWhy() throws IOException {
        write("taken", "");
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "taken/shop", "--declarations", "exports/statements.csv"))
                .isEqualTo(5);
        assertThat(cli.err())
                .contains("Cannot write the draft " + folder.resolve("taken"), "; nothing was left behind")
                .doesNotContain("Exception");
    }

    @Test
    void nothingIsClassified() throws IOException {
        init();

        assertThat(text("policy/segments.csv").lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.contains(",not_classified:unknown,"));
        assertThat(text("policy/segments.csv")).contains("IAB_350,Interest | Family and Relationships | Parenting,");
        assertThat(text("policy/provenance.yaml"))
                .contains("\nrules: []")
                .contains("\ntrusted-link-methods: []")
                .contains("prefix: IAB_");
        assertThat(text("policy/attributes.yaml"))
                .doesNotContain("\n    purposes:")
                .doesNotContain("\n    category:");
        assertThat(text("policy/purposes.yaml")).contains("\npurposes: {}").contains("\nnotices: []");
    }

    @Test
    void attributesHaveTheTypesOfTheirAnswers() throws IOException {
        init();

        assertThat(text("policy/attributes.yaml"))
                .contains("  colour:\n    id: 1\n    type: enum[blue, green, red]")
                .contains("  due:\n    id: 2\n    type: date");
    }

    @Test
    void theCheckNamesWhatIsLeftToDecideAndNothingElse() {
        init();
        TestingCli check = new TestingCli(folder);

        assertThat(check.run("policy", "check", "shop/policy")).isEqualTo(ErrorCategory.SETTINGS.exitCode());

        assertThat(check.err().lines().skip(1))
                .allMatch(
                        line -> line.matches(".*(Missing key '(category|purposes)' in attributes|Missing purposes:).*"))
                .hasSize(5);
    }

    @Test
    void whatFewHaveIsCountedAndNotWritten() throws IOException {
        TestingCli cli = init();

        assertThat(cli.out()).contains("3 segments, all of unknown origin; 1 other with too few cookies to be written");
        for (String name :
                List.of("job.yaml", "policy/segments.csv", "policy/attributes.yaml", "policy/provenance.yaml")) {
            assertThat(text(name))
                    .doesNotContain("margarete")
                    .doesNotContain("pony")
                    .doesNotContain("secret_wish");
        }
        assertThat(cli.out() + cli.err())
                .doesNotContain("margarete")
                .doesNotContain("aaaa-bbbb")
                .doesNotContain("C-1");
    }

    @Test
    void whatPeopleAreCalledIsNoChoiceHoweverManyAreCalledSo() throws IOException {
        StringBuilder answers =
                new StringBuilder("response_id,customer_id,recorded_date,By which name shall we call you,Colour\n");
        for (int i = 0; i < 40; i++) {
            answers.append("R")
                    .append(i)
                    .append(",C-")
                    .append(i)
                    .append(",2026-11-20T10:00:00Z,")
                    .append(i % 2 == 0 ? "Anna" : "Margarete")
                    .append(',')
                    .append(i % 2 == 0 ? "light blue" : "green")
                    .append('\n');
        }
        write("exports/answers.csv", answers.toString());
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "sheet", "--declarations", "exports/answers.csv"))
                .isZero();

        String attributes = Files.readString(folder.resolve("sheet/policy/attributes.yaml"));
        String job = Files.readString(folder.resolve("sheet/job.yaml"));
        assertThat(attributes).contains("type: enum[green, light_blue]").contains("type: string");
        assertThat(job).contains("answers: { \"green\": green, \"light blue\": light_blue }");
        assertThat(attributes + job + cli.out()).doesNotContain("Anna").doesNotContain("Margarete");
    }

    @Test
    void exportsThatAPresetKnowsNameIt() throws IOException {
        StringBuilder answers =
                new StringBuilder("StartDate,Status,IPAddress,Finished,RecordedDate,ResponseId,ExternalReference,Q1\n");
        for (int i = 0; i < 20; i++) {
            answers.append("2026-11-20 10:00:00,IP Address,192.0.2.1,True,2026-11-20 10:00:00,R")
                    .append(i)
                    .append(",C-")
                    .append(i)
                    .append(',')
                    .append(i % 2 == 0 ? "toys" : "prams")
                    .append('\n');
        }
        write("exports/q.csv", answers.toString());
        write(
                "exports/p.jsonl",
                "{\"ecid\": \"e-1\", \"segmentMembership\": {\"ups\": {\"4f3a9c21\":"
                        + " {\"status\": \"realized\", \"lastQualificationTime\": \"2026-11-20T10:00:00Z\"}}}}\n");
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "adobe", "--declarations", "exports/q.csv", "--legacy", "exports/p.jsonl"))
                .isZero();

        String job = Files.readString(folder.resolve("adobe/job.yaml"));
        assertThat(job)
                .contains("preset: qualtrics-csv")
                .contains("  Q1: q1")
                .contains("preset: rtcdp-profiles")
                .contains("columns: { cookie-id: ecid }")
                .doesNotContain("IPAddress: ");
        assertThat(JobFile.read(folder.resolve("adobe/job.yaml")).legacy().memberships())
                .hasSize(1);
    }

    @Test
    void nothingThatExistsIsReplaced() throws IOException {
        write("shop/policy/segments.csv", "mine");
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "shop", "--links", "exports/logins.csv")).isEqualTo(ErrorCategory.CALLER.exitCode());

        assertThat(cli.err()).contains("segments.csv: it exists already");
        assertThat(text("policy/segments.csv")).isEqualTo("mine");
        assertThat(folder.resolve("shop/job.yaml")).doesNotExist();
    }

    @Test
    void withoutDeliveriesThereIsNothingToDraft() {
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "shop")).isEqualTo(ErrorCategory.CALLER.exitCode());
        assertThat(cli.err()).contains("Missing deliveries");
        assertThat(cli.run("init", "shop", "--legacy", "nowhere/*")).isEqualTo(ErrorCategory.CALLER.exitCode());
        assertThat(folder.resolve("shop")).doesNotExist();
    }

    @Test
    void whoInterruptsFindsNothingWritten() {
        TestingCli cli = new TestingCli(folder);
        Thread.currentThread().interrupt();
        try {
            assertThat(cli.run("init", "shop", "--links", "exports/logins.csv")).isNotZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(cli.err()).contains("Stopped");
        assertThat(folder.resolve("shop")).doesNotExist();
    }

    @Test
    void columnsNobodyRecognisesAreLeftOpenByName() throws IOException {
        write("exports/odd.csv", "alpha,beta\nq1,w1\nq2,w2\n");
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "odd", "--links", "exports/odd.csv")).isZero();

        assertThat(cli.out()).contains("no column was recognised as cookie-id");
        assertThat(Files.readString(folder.resolve("odd/job.yaml"))).contains("# DECIDE: no column was recognised as");
    }

    private String drafted(String option, String file, String text) throws IOException {
        write(file, text);
        TestingCli cli = new TestingCli(folder);
        assertThat(cli.run("init", "other", option, file)).as(cli.err()).isZero();
        JobFile.read(folder.resolve("other/job.yaml"));
        return Files.readString(folder.resolve("other/job.yaml"));
    }

    @Test
    void whatWritersOfCsvDoElseIsDraftedAndToBeDecided() throws IOException {
        StringBuilder text = new StringBuilder("# exported by night\ncookie|customer|method|at\n");
        for (int i = 0; i < 20; i++) {
            text.append("ck-000")
                    .append(i)
                    .append("|C-")
                    .append(i)
                    .append(i % 5 == 0 ? "|-|N/A\n" : "|login|2026-11-01T08:00:00Z\n");
        }

        assertThat(drafted("--links", "exports/links.csv", text + "END|20\n"))
                .contains("csv: { delimiter: \"|\", comment: \"#\", last-line: count, nulls: [\"N/A\"] }")
                .contains("# DECIDE: the words under nulls are read as nothing in every column")
                .contains("# DECIDE: lines that begin with '#' are read as comments")
                .contains("# DECIDE: the last line states how many records stand above it");
    }

    @Test
    void aListOfAnswersIsDraftedAsStatements() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("{\"response_id\":\"R-")
                    .append(i)
                    .append("\",\"respondent\":{\"customer_id\":\"C-")
                    .append(i)
                    .append("\"},\"submitted_at\":\"2026-11-20T10:00:00Z\",\"tags\":[\"a\"],\"answers\":[")
                    .append("{\"question_id\":\"colour\",\"answer\":\"")
                    .append(i % 2 == 0 ? "Green" : "Deep blue")
                    .append("\"},{\"question_id\":\"due\",\"answer\":\"2027-03-01\"}]}\n");
        }

        assertThat(drafted("--declarations", "exports/answers.jsonl", text.toString()))
                .contains("shape: nested\n    items: answers\n    columns: { subject-id: respondent.customer_id,"
                        + " attribute: answers.question_id, value: answers.answer, declared-at: submitted_at }\n"
                        + "    id-of: [response_id, answers.question_id] # DECIDE")
                .contains("colour: { attribute: colour, answers: { \"Deep blue\": deep_blue, \"Green\": Green } }")
                .contains("due: due")
                .contains("    constants:\n      action: declare\n");
        assertThat(Files.readString(folder.resolve("other/policy/attributes.yaml")))
                .contains("  due:\n    id: 2\n    type: date");
    }

    /** An item that takes away must not be drafted as one that declares. */
    @Test
    void whatMayTakeAwayIsDraftedAsTheAction() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("{\"user\":{\"id\":\"C-")
                    .append(i)
                    .append(
                            "\"},\"consents\":[{\"purpose\":\"news\",\"status\":\"OPT_OUT\",\"at\":\"2026-11-20T10:00:00Z\"}]}\n");
        }

        assertThat(drafted("--declarations", "exports/consents.jsonl", text.toString()))
                .contains("columns: { subject-id: user.id, action: consents.status, purposes: consents.purpose,"
                        + " declared-at: consents.at }")
                .contains("id-of: [user.id, consents.at, consents.purpose]")
                .contains("values: {} # DECIDE: which questions count")
                .contains("# DECIDE: which words of 'consents.status' declare and which withdraw")
                .doesNotContain("action: declare\n");
    }

    @Test
    void columnsWithoutANameAreNoQuestions() throws IOException {
        assertThat(drafted("--declarations", "exports/sheet.csv", """
                        Respondent ID,Date Created,Customer ID,Favourite colour?,
                        ,,,Response,Other (please specify)
                        101,2026-11-20T10:00:00Z,C-1,Green,
                        102,2026-11-20T10:00:00Z,C-2,Blue,pink
                        """))
                .contains("csv: { skip-rows: 1 }")
                .contains("declaration-id: \"Respondent ID\"")
                .contains("declared-at: \"Date Created\"")
                .contains("# DECIDE: columns without a name in the header are not read")
                .doesNotContain("\"\":");
    }

    /** As a shop in Germany has them: a survey with boxes, a login log, a list of tickets. */
    private void deliverAsInGermany() throws IOException {
        StringBuilder survey = new StringBuilder(
                "\uFEFF\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"nummer\";\"tiere[SQ001]\";"
                        + "\"tiere[SQ002]\";\"geburt\";\"budget\";\"kontakt\";\"interviewtime\"\r\n");
        StringBuilder logins = new StringBuilder("Besucher-ID;Kundennr;Anmeldung;Browser\r\n");
        StringBuilder tickets = new StringBuilder("Ticket#;Kundennummer;Eingang;Status\n");
        StringBuilder segments = new StringBuilder();
        for (int i = 10; i < 60; i++) {
            String customer = "004711" + i;
            survey.append(
                    "\"%d\";\"2026-11-%d 10:%d:00\";\"3\";\"de\";\"%s\";\"%s\";\"N\";\"2019-04-%d 00:00:00\";\"%s\";\"%s\";\"9.5\"\r\n"
                            .formatted(
                                    i,
                                    10 + i % 10,
                                    i,
                                    customer,
                                    i % 2 == 0 ? "Y" : "N",
                                    10 + i % 15,
                                    i % 2 == 0 ? "20" : "35.5",
                                    i % 3 == 0 ? "Y" : "N"));
            logins.append("9071%d;%s;%d.11.2026 03:%d:04;Firefox\r\n".formatted(i, customer, 10 + i % 12, i));
            tickets.append("20260%d;%s;%d.10.2026;%s\n"
                    .formatted(i, customer, 10 + i % 20, i % 2 == 0 ? "erledigt" : "abgelehnt"));
            segments.append(
                    "9071%d\t\"d_sid\"=24001,\"d_unsid\"=24002%s\n".formatted(i, i % 2 == 0 ? ",\"ic\"=hund" : ""));
        }
        write("exports/survey.csv", survey + "\r\n");
        write("exports/logins.csv", logins.toString());
        write("exports/tickets.csv", tickets.toString());
        write("exports/ftp_dpm_90211_1795305600.sync", segments.toString());
    }

    private TestingCli initAsInGermany() throws IOException {
        deliverAsInGermany();
        TestingCli cli = new TestingCli(folder);
        int code = cli.run(
                "init",
                "shop",
                "--legacy",
                "exports/*.sync",
                "--links",
                "exports/logins.csv",
                "--declarations",
                "exports/survey.csv",
                "--erasures",
                "exports/tickets.csv");
        assertThat(code).as(cli.err()).isZero();
        return cli;
    }

    @Test
    void inASurveyANoIsAnAnswer() throws IOException {
        TestingCli cli = initAsInGermany();

        assertThat(cli.out()).doesNotContain("'tiere", "'kontakt'");
        assertThat(text("job.yaml"))
                .contains("preset: limesurvey", "csv: { delimiter: \";\" }")
                .contains("kontakt: { attribute: kontakt, answers: { \"N\": \"false\", \"Y\": \"true\" } }")
                .contains("tiere: { choices: { \"tiere[SQ001]\": SQ001, \"tiere[SQ002]\": SQ002 } }")
                .contains("ignore-columns: [lastpage, startlanguage, interviewtime]");
        assertThat(text("policy/attributes.yaml"))
                .contains("type: list<enum[SQ001, SQ002]>", "type: date", "type: decimal(18,1)", "type: boolean");
    }

    @Test
    void keysThatAreNotCalledSoAreFoundByTheirIds() throws IOException {
        initAsInGermany();

        assertThat(text("job.yaml"))
                .contains("columns: { subject-id: nummer }")
                .contains(
                        "DECIDE: 'nummer' was taken for subject-id, because it has 50 ids in common with 'Kundennr' of logins");
    }

    @Test
    void timesAsGermansWriteThemHaveTheirPattern() throws IOException {
        initAsInGermany();

        assertThat(text("job.yaml"))
                .contains("times: { linked-at: { pattern: \"dd.MM.yyyy HH:mm:ss\" } }")
                .contains("times: { requested-at: { pattern: \"dd.MM.yyyy\" } }")
                .contains("times of 'Anmeldung' have no offset", "days of 'Eingang' end in the zone of the source");
    }

    /** Whoever was turned down must not be erased. */
    @Test
    void whichTicketsCountIsLeftToDecide() throws IOException {
        initAsInGermany();

        assertThat(text("job.yaml")).contains("# where: { Status: [abgelehnt, erledigt] }");
    }

    @Test
    void theSegmentsOfAnInboundFileAreListed() throws IOException {
        initAsInGermany();

        assertThat(text("job.yaml")).contains("preset: aam-inbound", "the export has no times");
        assertThat(text("policy/segments.csv"))
                .contains("24001,24001,,not_classified:unknown,seen 50 times", "hund,")
                .doesNotContain("24002");
    }

    @Test
    void requestsMayBeDatedByDay() throws IOException {
        StringBuilder cases = new StringBuilder("Case,Request Type,Customer Number,Came in\n");
        for (int i = 10; i < 20; i++) {
            cases.append("DSR-%d,%s,C-%d,11/%d/2026\n".formatted(i, i % 2 == 0 ? "Access" : "Deletion", i, i));
        }
        write("exports/cases.csv", cases.toString());
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("init", "shop", "--erasures", "exports/cases.csv")).isZero();
        assertThat(text("job.yaml"))
                .contains("# where: { \"Request Type\": [Access, Deletion] }")
                .contains("requested-at: \"Came in\"", "times: { requested-at: { pattern: \"MM/dd/yyyy\" } }")
                .contains("'Came in' was taken for requested-at, because no other column holds times");
    }

    /** A shop that writes numbers without their zeros, a form in Typeform, and a list of addresses. */
    @Test
    void whatOtherToolsExportIsRecognised() throws IOException {
        StringBuilder links = new StringBuilder("cookie;kundennummer;art;zeit\n");
        StringBuilder form = new StringBuilder("#,Farbe?,kundennr,Start Date (UTC),Submit Date (UTC),Network ID\n");
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            links.append("aaaa-").append(i).append(';').append(1200 + i).append(";login;2026-11-01 08:00:00\n");
            form.append("f0e1")
                    .append(i)
                    .append("ab,")
                    .append(List.of("rot", "blau").get(i % 2))
                    .append(",000");
            form.append(1200 + i)
                    .append(",2026-11-20 10:00:00,2026-11-20 10:03:00,n")
                    .append(i)
                    .append('\n');
            addresses.append("Anna.M").append(i).append("@Example.Com\n");
        }
        write("exports/anmeldungen.csv", links.toString());
        write("exports/form.csv", form.toString());
        write("exports/abmeldungen.txt", addresses.toString());

        TestingCli cli = new TestingCli(folder);
        int code = cli.run(
                "init",
                "laden",
                "--links",
                "exports/anmeldungen.csv",
                "--declarations",
                "exports/form.csv",
                "--declarations",
                "exports/abmeldungen.txt");

        assertThat(code).as(cli.err()).isZero();
        assertThat(Files.readString(folder.resolve("laden/job.yaml")))
                .contains("'kundennummer' and 'kundennr' meet only in another spelling")
                .contains("# ids: { ignore: [case, leading-zeros, point-zero, invisible] }")
                .contains(
                        "columns: { subject-id: kundennr, declaration-id: \"#\", declared-at: \"Submit Date (UTC)\" }")
                .contains(
                        "columns: { subject-id: column_1 }",
                        "# constants: { action: withdraw, attribute: newsletter_topics }")
                .doesNotContain("column_1: column_1", "start_date_utc");
    }
}
