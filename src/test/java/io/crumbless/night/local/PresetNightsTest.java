package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: a night reads the exports of each preset's program, and what the export lacks is missing. The deliveries are
 * written by hand from the public documentation of the formats; the people are fictitious.
 */
@Tag("night")
class PresetNightsTest {
    /** Settings that only the company knows: notices and channels. */
    private static final String TOLD = """
            constants:
              elicitation: prompted_choice
              declared-by: self
              notice-id: preference-centre
              notice-version: "2"
              notice-language: de
              jurisdiction: DE
              purposes: [recommend_products]
            """;

    private static final String CHANNEL = "  channel: web_preference_center\n";

    @TempDir
    private Path folder;

    private TestingJob job(String kind, String keys) throws Exception {
        TestingJob job = new TestingJob(folder)
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nck-1,C-1,login,2026-11-01T08:00:00Z\n"
                                + "ck-2,C-2,login,2026-11-01T08:00:00Z\n");
        Path file = folder.resolve("job.yaml");
        String entry = "- name: crm\n" + keys.indent(2);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(kind + ":\n", kind + ":\n" + entry.indent(kind.equals("memberships") ? 4 : 2)));
        return job;
    }

    private RunReport declared(String preset, String file, String content, String keys) throws Exception {
        return job("declarations", "preset: " + preset + "\npath: " + file + "\ndelivers: snapshot\n" + keys)
                .write(file, content)
                .run();
    }

    private RunReport held(String preset, String file, String content, String keys) throws Exception {
        return job("memberships", "preset: " + preset + "\npath: " + file + "\n" + keys)
                .write(file, content)
                .run();
    }

    private List<String> log() {
        return new TestingJobReader(folder)
                .query("SELECT subject_id, action, attribute, value, purposes FROM $declarations ORDER BY 1, 3, 4");
    }

    private List<String> languages() {
        return new TestingJobReader(folder).query("SELECT subject_id, language FROM $profiles ORDER BY 1");
    }

    private static String bins(RunReport report) {
        return report.balance().stream()
                .filter(line -> line.source().equals("crm"))
                .map(line -> line.unit() + " " + line.bins())
                .toList()
                .toString();
    }

    @Test
    void qualtricsCsv() throws Exception {
        RunReport report = declared(
                "qualtrics-csv",
                "s.csv",
                "StartDate,Status,Finished,RecordedDate,ResponseId,ExternalReference,Q1\n"
                        + "Start Date,Response Type,Finished,Recorded Date,Response ID,External Data Reference,\"Your\ncolour?\"\n"
                        + "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n"
                        + "2026-11-20 09:58:00,IP Address,True,2026-11-20 10:00:00,R_1,C-1,green\n"
                        + "2026-11-20 09:58:00,Survey Preview,True,2026-11-20 10:00:00,R_2,C-2,red\n"
                        + "2026-11-20 09:58:00,IP Address,False,2026-11-20 10:00:00,R_3,C-3,blue\n",
                "zone: Europe/Berlin\nvalues: { Q1: favourite_colour }\n" + TOLD);

        assertThat(log()).containsExactly("C-1|declare|favourite_colour|green|[recommend_products]");
        assertThat(bins(report)).isEqualTo("[declaration_records {expanded=1, left_out=4}, statements {admitted=1}]");
    }

    @Test
    void qualtricsJson() throws Exception {
        declared(
                "qualtrics-json",
                "s.jsonl",
                "{\"responseId\":\"R_1\",\"values\":{\"finished\":1,\"status\":0,\"recordedDate\":\"2026-11-20T10:00:00Z\","
                        + "\"externalDataReference\":\"C-1\",\"QID1\":2},\"labels\":{\"QID1\":\"Green\"},\"displayedFields\":[]}\n"
                        + "{\"responseId\":\"R_2\",\"values\":{\"finished\":0,\"status\":0,\"recordedDate\":\"2026-11-20T10:00:00Z\","
                        + "\"externalDataReference\":\"C-2\",\"QID1\":1},\"labels\":{\"QID1\":\"Red\"}}\n",
                "values: { values.QID1: { attribute: favourite_colour, answers: { \"2\": green } } }\n" + TOLD);

        assertThat(log()).containsExactly("C-1|declare|favourite_colour|green|[recommend_products]");
    }

    private static final String TYPEFORM =
            "{\"landing_id\":\"l\",\"token\":\"t1\",\"landed_at\":\"2026-11-20T09:58:00Z\","
                    + "\"submitted_at\":\"2026-11-20T10:00:00Z\",\"hidden\":{\"customer\":\"C-1\"},\"calculated\":{\"score\":9},\"answers\":["
                    + "{\"field\":{\"id\":\"a\",\"ref\":\"colour\",\"type\":\"short_text\"},\"type\":\"text\",\"text\":\"green\"},"
                    + "{\"field\":{\"id\":\"b\",\"ref\":\"plans\",\"type\":\"multiple_choice\"},\"type\":\"choices\","
                    + "\"choices\":{\"labels\":[\"Pram\",\"Cot\"]}},"
                    + "{\"field\":{\"id\":\"c\",\"ref\":\"other\",\"type\":\"number\"},\"type\":\"number\",\"number\":3}]}";

    private static final String REFS = "values:\n  colour: favourite_colour\n"
            + "  plans: { attribute: planned_purchases, answers: { Pram: pram, Cot: cot } }\n";

    @Test
    void typeform() throws Exception {
        RunReport report = declared(
                "typeform",
                "t.jsonl",
                TYPEFORM + "\n",
                "columns: { subject-id: hidden.customer }\n" + REFS + TOLD + CHANNEL);

        assertThat(log())
                .containsExactly(
                        "C-1|declare|favourite_colour|green|[recommend_products]",
                        "C-1|declare|planned_purchases|[\"pram\",\"cot\"]|[recommend_products]");
        assertThat(bins(report)).isEqualTo("[declaration_records {expanded=1}, statements {admitted=2, left_out=1}]");
    }

    @Test
    void typeformWebhook() throws Exception {
        declared(
                "typeform-webhook",
                "t.jsonl",
                "{\"event_id\":\"e1\",\"event_type\":\"form_response\",\"form_response\":" + TYPEFORM + "}\n",
                "columns: { subject-id: form_response.hidden.customer }\n" + REFS + TOLD + CHANNEL);

        assertThat(log()).hasSize(2);
    }

    @Test
    void surveymonkey() throws Exception {
        RunReport report = declared(
                "surveymonkey",
                "s.jsonl",
                "{\"id\":\"55\",\"response_status\":\"completed\",\"date_created\":\"2026-11-20T09:58:00+00:00\","
                        + "\"date_modified\":\"2026-11-20T10:00:00+00:00\",\"custom_variables\":{\"customer\":\"C-1\"},\"pages\":["
                        + "{\"id\":\"1\",\"questions\":[{\"id\":\"22\",\"answers\":[{\"choice_id\":\"33\"}]},"
                        + "{\"id\":\"23\",\"answers\":[{\"text\":\"Kiel\"}]}]},{\"id\":\"2\",\"questions\":["
                        + "{\"id\":\"24\",\"answers\":[{\"download_url\":\"https://x.example/f\",\"content_type\":\"image/png\"}]}]}]}\n"
                        + "{\"id\":\"56\",\"response_status\":\"partial\",\"date_created\":\"2026-11-20T09:58:00+00:00\","
                        + "\"date_modified\":\"2026-11-20T10:00:00+00:00\",\"custom_variables\":{\"customer\":\"C-2\"},\"pages\":["
                        + "{\"id\":\"1\",\"questions\":[{\"id\":\"22\",\"answers\":[{\"choice_id\":\"33\"}]}]}]}\n",
                "columns: { subject-id: custom_variables.customer }\n"
                        + "values: { \"22\": { attribute: favourite_colour, answers: { \"33\": green } } }\n" + TOLD);

        assertThat(log()).containsExactly("C-1|declare|favourite_colour|green|[recommend_products]");
        assertThat(bins(report))
                .isEqualTo("[declaration_records {expanded=1, left_out=1}, statements {admitted=1, left_out=2}]");
    }

    @Test
    void googleForms() throws Exception {
        declared(
                "google-forms",
                "g.csv",
                "\"Timestamp\",\"Your customer number\",\"Which colour do you like?\"\n"
                        + "\"2026/11/20 10:00:00 AM GMT+1\",\"C-1\",\"green\"\n",
                "id-of: [Timestamp, Your customer number]\ncolumns: { subject-id: Your customer number }\n"
                        + "values: { \"Which colour do you like?\": favourite_colour }\n" + TOLD);

        assertThat(new TestingJobReader(folder)
                        .query("SELECT subject_id, value, epoch_us(declared_at) FROM $declarations"))
                .containsExactly("C-1|green|1795165200000000");
    }

    private static final String LIMESURVEY_HEADER =
            "\uFEFF\"id\",\"submitdate\",\"lastpage\",\"startlanguage\",\"token\",\"customer\",\"colour\",\"buy[SQ001]\","
                    + "\"buy[SQ002]\",\"interviewtime\"\r\n";

    private static final String LIMESURVEY = "zone: Europe/Berlin\ncolumns: { subject-id: customer }\n"
            + "values: { colour: { attribute: favourite_colour, answers: { A1: green } } }\n"
            + "lists: { planned_purchases: { choices: { \"buy[SQ001]\": pram, \"buy[SQ002]\": cot } } }\n" + TOLD;

    @Test
    void limeSurvey() throws Exception {
        RunReport report = declared(
                "limesurvey",
                "results-survey482913.csv",
                LIMESURVEY_HEADER
                        + "\"1\",\"2026-11-20 10:00:00\",\"4\",\"de\",\"tk1\",\"C-1\",\"A1\",\"Y\",\"N\",\"61.2\"\r\n"
                        + "\"2\",\"\",\"1\",\"de\",\"tk2\",\"C-2\",\"A1\",\"N\",\"\",\"8.1\"\r\n"
                        + "\"3\",\"2026-11-20 11:00:00\",\"4\",\"de\",\"tk3\",\"C-2\",\"\",\"N\",\"N\",\"30\"\r\n\r\n",
                LIMESURVEY);

        assertThat(log())
                .containsExactly(
                        "C-1|declare|favourite_colour|green|[recommend_products]",
                        "C-1|declare|planned_purchases|[\"pram\"]|[recommend_products]");
        assertThat(bins(report))
                .isEqualTo("[declaration_records {empty=1, expanded=1, left_out=1}, statements {admitted=2}]");
    }

    @Test
    void limeSurveyOfNobody() throws Exception {
        RunReport report = declared(
                "limesurvey",
                "s.csv",
                LIMESURVEY_HEADER + "\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n\r\n",
                LIMESURVEY);

        assertThat(bins(report)).isEqualTo("[declaration_records {left_out=1}, statements {}]");
    }

    /** The program writes this date if it is configured not to keep dates. */
    @Test
    void limeSurveyWithoutDatesIsRefused() throws Exception {
        RunReport report = declared(
                "limesurvey",
                "s.csv",
                LIMESURVEY_HEADER
                        + "\"1\",\"1980-01-01 00:00:00\",\"4\",\"de\",\"\",\"C-1\",\"A1\",\"Y\",\"N\",\"\"\r\n",
                LIMESURVEY);

        assertThat(log()).isEmpty();
        assertThat(bins(report)).contains("statements {refused:time_invalid=2}");
    }

    @Test
    void hubspot() throws Exception {
        RunReport report = declared(
                "hubspot-property-history",
                "h.jsonl",
                "{\"id\":\"501\",\"properties\":{\"customer\":\"C-1\",\"colour\":\"red\"},\"propertiesWithHistory\":{\"colour\":["
                        + "{\"value\":\"red\",\"timestamp\":\"2026-11-21T08:00:00.000Z\",\"sourceType\":\"CRM_UI\"},"
                        + "{\"value\":\"green\",\"timestamp\":\"2026-11-20T08:00:00.000Z\",\"sourceType\":\"FORM\"}],"
                        + "\"score\":[{\"value\":\"7\",\"timestamp\":\"2026-11-21T08:00:00.000Z\",\"sourceType\":\"CALCULATED\"}]},"
                        + "\"archived\":false}\n",
                "columns: { subject-id: properties.customer }\nvalues: { colour: favourite_colour }\n" + TOLD
                        + CHANNEL);

        assertThat(log()).containsExactly("C-1|declare|favourite_colour|green|[recommend_products]");
        assertThat(bins(report)).isEqualTo("[declaration_records {expanded=1}, statements {admitted=1, left_out=2}]");
    }

    @Test
    void salesforce() throws Exception {
        RunReport report = declared(
                "salesforce-opt-outs",
                "s.csv",
                "Id,PartyId,ContactPointType,DataUsePurpose.Name,PrivacyConsentStatus,CaptureDate,CaptureSource\n"
                        + "0ZX1,C-1,Email,Product tips,OptOut,2026-11-20T10:00:00.000+0000,web\n"
                        + "0ZX2,C-2,Email,Product tips,OptIn,2026-11-20T10:00:00.000+0000,web\n",
                "columns: { subject-id: PartyId }\nwords: { purposes: { Product tips: recommend_products } }\n");

        assertThat(log()).containsExactly("C-1|withdraw|*|null|[recommend_products]");
        assertThat(bins(report)).isEqualTo("[declaration_records {expanded=1, left_out=1}, statements {admitted=1}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Opted Out", "OptOutAll"})
    void salesforceStopsAtAStatusThatMayWithdraw(String status) {
        assertThatThrownBy(
                        () -> declared(
                                "salesforce-opt-outs",
                                "s.csv",
                                "Id,PartyId,ContactPointType,DataUsePurpose.Name,PrivacyConsentStatus,CaptureDate,CaptureSource\n"
                                        + "0ZX1,C-1,Email,Product tips," + status
                                        + ",2026-11-20T10:00:00.000+0000,web\n",
                                "columns: { subject-id: PartyId }\nwords: { purposes: { Product tips: recommend_products } }\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may be a withdrawal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSUBSCRIBE", "SUPPRESSED"})
    void klaviyoStopsAtAStateThatMayWithdraw(String state) {
        assertThatThrownBy(() -> declared(
                        "klaviyo-unsubscribes",
                        "k.jsonl",
                        "{\"type\":\"profile\",\"id\":\"01A\",\"attributes\":{\"external_id\":\"C-1\",\"subscriptions\":{\"email\":"
                                + "{\"marketing\":{\"consent\":\"" + state
                                + "\",\"consent_timestamp\":\"2026-11-20T10:00:00+00:00\"}}}}}\n",
                        "constants: { attribute: newsletter_topics }\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may be a withdrawal");
    }

    @Test
    void klaviyo() throws Exception {
        declared(
                "klaviyo-unsubscribes",
                "k.jsonl",
                "{\"type\":\"profile\",\"id\":\"01A\",\"attributes\":{\"external_id\":\"C-1\",\"subscriptions\":{\"email\":"
                        + "{\"marketing\":{\"consent\":\"UNSUBSCRIBED\",\"consent_timestamp\":\"2026-11-20T10:00:00+00:00\"}}},"
                        + "\"predictive_analytics\":{\"churn_probability\":0.9}}}\n"
                        + "{\"type\":\"profile\",\"id\":\"01B\",\"attributes\":{\"external_id\":\"C-2\",\"subscriptions\":{\"email\":"
                        + "{\"marketing\":{\"consent\":\"SUBSCRIBED\",\"consent_timestamp\":\"2026-11-20T10:00:00+00:00\"}}}}}\n",
                "constants: { attribute: newsletter_topics }\n");

        assertThat(log()).containsExactly("C-1|withdraw|newsletter_topics|null|[]");
    }

    private RunReport brazeStates(String... states) throws Exception {
        Schema schema = SchemaBuilder.record("GlobalStateChange")
                .fields()
                .requiredString("id")
                .requiredString("user_id")
                .optionalString("external_user_id")
                .requiredLong("time")
                .optionalString("channel")
                .requiredString("subscription_status")
                .endRecord();
        Path file = folder.resolve("part-0.avro");
        try (DataFileWriter<GenericData.Record> out = new DataFileWriter<GenericData.Record>(
                        new GenericDatumWriter<>(schema))
                .create(schema, file.toFile())) {
            for (int i = 1; i <= states.length; i++) {
                GenericData.Record event = new GenericData.Record(schema);
                event.put("id", "e" + i);
                event.put("user_id", "5f" + i);
                event.put("external_user_id", "C-" + i);
                event.put("time", 1_795_165_200L);
                event.put("channel", "email");
                event.put("subscription_status", states[i - 1]);
                out.append(event);
            }
        }
        return job(
                        "declarations",
                        "preset: braze-unsubscribes\npath: part-*.avro\ndelivers: increment\n"
                                + "constants: { attribute: newsletter_topics }\n")
                .run();
    }

    @Test
    void braze() throws Exception {
        RunReport report = brazeStates("Unsubscribed", "Subscribed", "Opted In");

        assertThat(new TestingJobReader(folder)
                        .query("SELECT subject_id, action, attribute, epoch_us(declared_at) FROM $declarations"))
                .containsExactly("C-1|withdraw|newsletter_topics|1795165200000000");
        assertThat(bins(report)).isEqualTo("[declaration_records {expanded=1, left_out=2}, statements {admitted=1}]");
    }

    @Test
    void brazeStopsAtAStateThatMayWithdraw() {
        assertThatThrownBy(() -> brazeStates("Suppressed"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may be a withdrawal");
    }

    @Test
    void mailchimp() throws Exception {
        declared(
                "mailchimp-unsubscribes",
                "unsubscribed.csv",
                "\"Email Address\",\"First Name\",\"Customer number\",MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,"
                        + "UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS\n"
                        + "one@shop.example,Ada,C-1,2,\"2025-01-02 03:04:05\",\"2026-11-20 10:00:00\",Autumn,9b1,\"NORMAL "
                        + "(No longer interested)\",,44877845,c2cb0681af,,\n",
                "zone: UTC\ncolumns: { subject-id: Customer number }\nconstants: { attribute: newsletter_topics }\n");

        assertThat(log()).containsExactly("C-1|withdraw|newsletter_topics|null|[]");
    }

    private RunReport marketingCloud(String type) throws Exception {
        return declared(
                "marketing-cloud-unsubscribes",
                "Unsubs.csv",
                "ClientID,SendID,SubscriberKey,EmailAddress,SubscriberID,ListID,EventDate,EventType,BatchID,"
                        + "TriggeredSendExternalKey\n"
                        + "7001,,C-1,one@shop.example,811,20,11/20/2026 1:05:00 PM," + type + ",1,\n",
                "zone: Etc/GMT+6\nconstants: { attribute: newsletter_topics }\n");
    }

    @Test
    void marketingCloud() throws Exception {
        marketingCloud("Unsubscribe");

        assertThat(new TestingJobReader(folder)
                        .query("SELECT subject_id, action, attribute, epoch_us(declared_at) FROM $declarations"))
                .containsExactly("C-1|withdraw|newsletter_topics|1795201500000000");
    }

    @Test
    void marketingCloudStopsAtAnotherEvent() {
        assertThatThrownBy(() -> marketingCloud("Complaint")).hasMessageContaining("action");
    }

    @Test
    void oneTrust() throws Exception {
        declared(
                "onetrust-receipts",
                "o.jsonl",
                "{\"receiptId\":\"r1\",\"identifier\":\"C-1\",\"interactionDate\":\"2026-11-20T10:00:00Z\",\"purposes\":["
                        + "{\"Id\":\"5f\",\"Version\":2,\"TransactionType\":\"WITHDRAWN\"},"
                        + "{\"Id\":\"6a\",\"Version\":1,\"TransactionType\":\"CONFIRMED\"},"
                        + "{\"Id\":\"7b\",\"Version\":1,\"TransactionType\":\"HARD_OPT_OUT\"},"
                        + "{\"Id\":\"8c\",\"Version\":1,\"TransactionType\":\"EXPIRED\"},"
                        + "{\"Id\":\"6a\",\"Version\":2,\"TransactionType\":\"IMPLICIT\"},"
                        + "{\"Id\":\"6a\",\"Version\":2,\"TransactionType\":\"EXTEND\"}]}\n",
                "words: { purposes: { 5f: recommend_products, 6a: personal_offers, 7b: service_messages, 8c:"
                        + " loyalty_programme } }\n");

        assertThat(log())
                .containsExactlyInAnyOrder(
                        "C-1|withdraw|*|null|[recommend_products]",
                        "C-1|withdraw|*|null|[service_messages]",
                        "C-1|withdraw|*|null|[loyalty_programme]");
    }

    @Test
    void oneTrustTransactions() throws Exception {
        declared(
                "onetrust-transactions",
                "o.jsonl",
                transaction("t1", "OPT_OUT") + transaction("t2", "CONFIRMED") + transaction("t3", "NO_OPT_OUT"),
                "zone: UTC\nwords: { purposes: { 0e: recommend_products } }\n");

        assertThat(log()).containsExactly("C-1|withdraw|*|null|[recommend_products]");
    }

    private static String transaction(String id, String type) {
        return "{\"receiptId\":\"r1\",\"identifier\":\"C-1\",\"interactionDate\":\"2026-11-20T10:00:00.000\",\"transactionGuid\":\""
                + id + "\",\"purposeGuid\":\"0e\",\"purposeVersion\":2,\"transactionType\":\"" + type + "\"}\n";
    }

    /** A receipt without a type is not supported by the preset. */
    @Test
    void oneTrustStopsWhereThereIsNoType() {
        assertThatThrownBy(() -> declared(
                        "onetrust-receipts",
                        "o.jsonl",
                        "{\"receiptId\":\"r1\",\"identifier\":\"C-1\",\"interactionDate\":\"2026-11-20T10:00:00Z\",\"purposes\":["
                                + "{\"Id\":\"5f\",\"TransactionType\":\"WITHDRAWN\"},{\"Id\":\"6a\",\"Status\":\"WITHDRAWN\"}]}\n",
                        "words: { purposes: { 5f: recommend_products, 6a: personal_offers } }\n"))
                .hasMessageContaining("where: { \"purposes.TransactionType\": { not: [\"\"] } }");
    }

    /** A left topic is inside a confirmed purpose. */
    @Test
    void oneTrustReportsTopicsInsideOfPurposes() throws Exception {
        assertThat(declared(
                                "onetrust-receipts",
                                "o.jsonl",
                                "{\"receiptId\":\"r1\",\"identifier\":\"C-1\",\"interactionDate\":\"2026-11-20T10:00:00Z\",\"purposes\":["
                                        + "{\"Id\":\"5f\",\"TransactionType\":\"CONFIRMED\",\"Preferences\":[{\"TopicId\":\"a\","
                                        + "\"TransactionType\":\"OPT_OUT\"}]}]}\n",
                                "words: { purposes: { 5f: recommend_products } }\n")
                        .notices())
                .anyMatch(notice ->
                        notice.startsWith("Column 'purposes.Preferences' of source 'crm' (o.jsonl) holds choices"
                                + " inside of an item, and is not read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCEL", "CHANGE_PREFERENCES", "ANOTHER"})
    void oneTrustStopsAtATypeThatMayWithdraw(String type) {
        assertThatThrownBy(() -> declared(
                        "onetrust-receipts",
                        "o.jsonl",
                        "{\"receiptId\":\"r1\",\"identifier\":\"C-1\",\"interactionDate\":\"2026-11-20T10:00:00Z\",\"purposes\":["
                                + "{\"Id\":\"5f\",\"Version\":2,\"TransactionType\":\"" + type + "\"}]}\n",
                        "words: { purposes: { 5f: recommend_products } }\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("action");
    }

    @Test
    void didomi() throws Exception {
        declared(
                "didomi-events",
                "d.jsonl",
                "{\"id\":\"e1\",\"organization_id\":\"o\",\"created_at\":\"2026-11-20T10:00:00Z\",\"user\":"
                        + "{\"organization_user_id\":\"C-1\"},\"consents\":{\"purposes\":[{\"id\":\"organic\",\"enabled\":true},"
                        + "{\"id\":\"tips\",\"enabled\":false}]}}\n",
                "values:\n  organic: { attribute: organic_preferred, answers: { \"true\": \"true\" } }\n"
                        + "  tips: { attribute: contact_frequency, answers: { \"true\": weekly } }\n" + TOLD + CHANNEL);

        assertThat(log())
                .containsExactly(
                        "C-1|withdraw|contact_frequency|null|[]",
                        "C-1|declare|organic_preferred|true|[recommend_products]");
    }

    @Test
    void segmentIdentify() throws Exception {
        RunReport report = held(
                "segment-identify",
                "i.jsonl",
                "{\"type\":\"identify\",\"messageId\":\"m1\",\"userId\":\"C-1\",\"anonymousId\":\"ck-1\",\"traits\":"
                        + "{\"language\":\"de\",\"j_o_propensity\":0.9,\"address\":{\"city\":\"Kiel\"}},"
                        + "\"timestamp\":\"2026-10-01T08:00:00.000Z\"}\n"
                        + "{\"type\":\"track\",\"messageId\":\"m2\",\"userId\":\"C-2\",\"event\":\"x\","
                        + "\"timestamp\":\"2026-10-01T08:00:00.000Z\"}\n",
                "");

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(bins(report))
                .isEqualTo(
                        "[legacy_rows {expanded=1, left_out=1}, legacy_values {provided_kept=1, stripped_inferred=1}]");
    }

    /** Merged away, the raw tables would name a profile twice; user_identifiers names it by what it became. */
    @Test
    void segmentProfilesSync() throws Exception {
        Path file = folder.resolve("job.yaml");
        TestingJob job = job("memberships", "preset: segment-user-traits\npath: user_traits.csv\n");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "  links:\n",
                                "  links:\n    - { name: profiles, preset: segment-user-identifiers, path: ids.csv, method: login }\n"));
        job.write(
                        "user_traits.csv",
                        "CANONICAL_SEGMENT_ID,NAME,VALUE,SEQ,RECEIVED_AT,UUID_TS,TIMESTAMP\n"
                                + "profile_1,language,de,1,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n"
                                + "profile_1,j_o_propensity,0.9,2,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n"
                                + "profile_2,language,de,3,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n")
                .write(
                        "ids.csv",
                        "canonical_segment_id,type,value,seq,received_at,uuid_ts,timestamp\n"
                                + "profile_1,user_id,C-1,1,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n"
                                + "profile_1,email,jane@shop.example,1,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n"
                                + "profile_2,anonymous_id,5285bc35,1,2026-10-01 08:00:00,2026-10-01 08:00:01,2026-10-01 08:00:00\n");

        RunReport report = job.run();

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(bins(report))
                .isEqualTo("[legacy_rows {expanded=3},"
                        + " legacy_values {provided_kept=1, stripped_inferred=1, unlinked=1}]");
    }

    @Test
    void rudderStackIdentify() throws Exception {
        held(
                "rudderstack-identify",
                "i.jsonl",
                "{\"type\":\"identify\",\"userId\":\"C-1\",\"anonymousId\":\"ck-1\",\"context\":{\"traits\":{\"language\":\"de\"}},"
                        + "\"originalTimestamp\":\"2026-10-01T08:00:00.000Z\"}\n",
                "");

        assertThat(languages()).containsExactly("C-1|de");
    }

    @Test
    void audienceManagerInbound() throws Exception {
        RunReport report = held(
                "aam-inbound",
                "ftp_dpm_1_1445374061.sync",
                "ck-1\tform_language_de,456\n"
                        + "ck-2\t\"d_sid\"=\"24289\",\"d_unsid\"=\"form_language_de\",\"colour\"=\"red\"\n",
                "assigned-at: \"2015-10-20\"\n");

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(bins(report))
                .isEqualTo(
                        "[legacy_rows {expanded=2}, legacy_values {left_out=2, provided_kept=1, stripped_unknown=2}]");
    }

    @Test
    void audienceManagerFeed() throws Exception {
        held(
                "aam-cdf",
                "AAM_CDF_1234_0.csv",
                String.join(
                                "\u0001",
                                "2026-10-01 08:00:00",
                                "ck-1",
                                "0",
                                "form_language_de\u0002456",
                                "111",
                                "a\u0003b",
                                "https://shop.example",
                                "192.0.2.1",
                                "9",
                                "111\u0002222",
                                "456")
                        + "\n",
                "");

        assertThat(languages()).containsExactly("C-1|de");
    }

    @Test
    void realTimeCdp() throws Exception {
        RunReport report = held(
                "rtcdp-profiles",
                "p.jsonl",
                "{\"customer\":\"C-1\",\"segmentMembership\":{\"ups\":{\"form_language_de\":{\"status\":\"realized\","
                        + "\"lastQualificationTime\":\"2026-10-01T08:00:00Z\"},\"53cb\":{\"status\":\"exited\","
                        + "\"lastQualificationTime\":\"2026-10-02T08:00:00Z\"}}}}\n",
                "columns: { subject-id: customer }\n");

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(bins(report)).isEqualTo("[legacy_rows {expanded=1}, legacy_values {left_out=1, provided_kept=1}]");
    }

    @Test
    void analyticsUsers() throws Exception {
        TestingJob job =
                job("memberships", "preset: ga4-users\npath: u.parquet\ncolumns: { cookie-id: pseudo_user_id }\n");
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'ck-1' AS pseudo_user_id, [{'id': 1, 'name': 'form_language_de',"
                            + " 'membership_start_timestamp_micros': 1790841600000000, 'npa': false}] AS audiences",
                    folder.resolve("u.parquet"));
        }

        job.run();

        assertThat(languages()).containsExactly("C-1|de");
    }

    @Test
    void analyticsEvents() throws Exception {
        RunReport report = held(
                "ga4-events",
                "e.jsonl",
                "{\"event_timestamp\":\"1790841600000000\",\"event_name\":\"login\",\"user_id\":\"C-1\",\"user_properties\":["
                        + "{\"key\":\"language\",\"value\":{\"string_value\":\"de\",\"set_timestamp_micros\":\"1790841600000000\"}},"
                        + "{\"key\":\"kids\",\"value\":{\"int_value\":\"2\"}}]}\n",
                "columns: { subject-id: user_id }\n");

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(report.notices()).noneMatch(notice -> notice.startsWith("Column"));
    }

    /** A fraction is a value too, which no language is. */
    @Test
    void fractionsOfAnalyticsEventsAreValues() throws Exception {
        RunReport report = held(
                "ga4-events",
                "e.jsonl",
                "{\"event_timestamp\":\"1790841600000000\",\"user_id\":\"C-1\",\"user_properties\":["
                        + "{\"key\":\"language\",\"value\":{\"double_value\":2.5}},"
                        + "{\"key\":\"language\",\"value\":{\"float_value\":1.5}},"
                        + "{\"key\":\"language\",\"value\":{\"string_value\":\"de\"}}]}\n",
                "columns: { subject-id: user_id }\n");

        assertThat(bins(report)).contains("value_invalid=2");
    }

    @Test
    void analyticsEventsOfParquetMayLackAKindOfValue() throws Exception {
        TestingJob job = job("memberships", "preset: ga4-events\npath: e.parquet\ncolumns: { subject-id: user_id }\n");
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-1' AS user_id, 1790841600000000 AS event_timestamp, [{'key': 'language', 'value':"
                            + " {'int_value': NULL::BIGINT, 'double_value': NULL::DOUBLE, 'string_value': 'de'}}]"
                            + " AS user_properties",
                    folder.resolve("e.parquet"));
        }

        job.run();

        assertThat(languages()).containsExactly("C-1|de");
    }

    private static final String UNOMI = "{\"itemId\":\"ck-1\",\"itemType\":\"profile\",\"version\":3,\"properties\":"
            + "{\"language\":\"de\",\"nbOfVisits\":4},\"segments\":[\"form_language_de\",\"contacts\"],\"scores\":{\"lead\":5}}\n";

    @Test
    void unomi() throws Exception {
        RunReport report = held("unomi-segments", "u.jsonl", UNOMI, "assigned-at: \"{date}\"\n");

        assertThat(languages()).containsExactly("C-1|de");
        assertThat(bins(report))
                .isEqualTo("[legacy_rows {expanded=1}, legacy_values {provided_kept=1, stripped_unknown=1}]");
    }

    @Test
    void unomiReportsConsentsAndMergedProfiles() throws Exception {
        RunReport report = held(
                "unomi-segments",
                "u.jsonl",
                UNOMI.replaceFirst(
                        "\\{", "{\"consents\":{\"site/letter\":{\"status\":\"DENIED\"}},\"mergedWith\":\"p-2\","),
                "assigned-at: \"{date}\"\n");

        assertThat(report.notices())
                .anyMatch(notice -> notice.startsWith("Column 'consents' of source 'crm'"))
                .anyMatch(notice -> notice.startsWith("Column 'mergedWith' of source 'crm'"));
    }

    @Test
    void unomiProperties() throws Exception {
        held("unomi-properties", "u.jsonl", UNOMI, "assigned-at: \"{date}\"\n");

        assertThat(languages()).containsExactly("C-1|de");
    }

    @Test
    void xandr() throws Exception {
        held("xandr-bss", "bss.txt", "ck-1:form_language_de;123\nck-2:77;88\n", "assigned-at: \"2026-10-01\"\n");

        assertThat(languages()).containsExactly("C-1|de");
    }

    /** Reads what a job in a folder published. */
    private record TestingJobReader(Path folder) {
        List<String> query(String sql) {
            return TestingJob.query(folder.resolve("warehouse/current"), sql);
        }
    }
}
