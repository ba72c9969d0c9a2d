package io.crumbless.mutation;

import io.crumbless.mutation.DeliveredFile.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A delivery without faults: declarations, withdrawals, opt-outs and erasure requests, and legacy values of which some
 * were typed in and others inferred by a model. Formats and numbers depend on the seed.
 */
final class SoundDelivery {
    private static final List<String> MEMBERSHIP = List.of("visitor", "segment", "value", "model", "ts", "by");
    private static final List<String> WIDE = List.of("customer", "salutation", "at");
    private static final List<String> LINK = List.of("visitor", "customer", "how", "at");
    private static final List<String> OPT_OUT = List.of("customer", "asked_at");
    private static final List<String> ERASURE = List.of("subject_id", "requested_at", "reason");
    private static final List<String> STATEMENT = List.of(
            "declaration_id",
            "subject_id",
            "action",
            "attribute",
            "value",
            "purposes",
            "notice_id",
            "notice_version",
            "notice_language",
            "channel",
            "elicitation",
            "declared_by",
            "recorded_by",
            "confirmed",
            "declared_at",
            "valid_until",
            "jurisdiction",
            "legal_basis",
            "evidence_ref");

    private final Random random;
    private final List<String> people = new ArrayList<>();

    SoundDelivery(long seed) {
        random = new Random(seed);
        for (int i = 1; i <= 12; i++) {
            people.add(i % 3 == 0 ? String.valueOf(700 + i) : "C-" + (100 + i));
        }
    }

    List<DeliveredFile> files() {
        return List.of(
                memberships("legacy/dmp-1", 0),
                memberships("legacy/dmp-2", 6),
                crm(),
                links(),
                optOuts(),
                statements("declarations/web", 0),
                statements("declarations/app", 7),
                withdrawals(),
                erasures());
    }

    private Format format() {
        return random.nextBoolean() ? Format.CSV : Format.JSON_LINES;
    }

    private static String ending(Format format) {
        return format == Format.CSV ? ".csv" : ".jsonl";
    }

    private DeliveredFile file(
            String name, Format format, List<String> columns, List<Map<String, String>> records, boolean refuses) {
        return new DeliveredFile(name + ending(format), format, columns, records, refuses);
    }

    private static Map<String, String> record(List<String> columns, String... values) {
        Map<String, String> record = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            record.put(columns.get(i), values[i]);
        }
        return record;
    }

    /** Some typed in, some made by a model, as their score or their collection method says. */
    private DeliveredFile memberships(String name, int from) {
        List<Map<String, String>> records = new ArrayList<>();
        for (int i = from; i < from + 6; i++) {
            boolean scored = i % 3 == 1;
            boolean modelled = i % 3 == 2;
            records.add(record(
                    MEMBERSHIP,
                    "ck-" + (i + 1),
                    random.nextBoolean() ? "form_language_de" : "form_language_en",
                    "",
                    scored ? "0." + (10 + random.nextInt(90)) : "",
                    "2026-10-0" + (1 + random.nextInt(9)) + "T08:00:00Z",
                    modelled ? "model_v3" : "form"));
        }
        return file(name, Format.JSON_LINES, MEMBERSHIP, records, false);
    }

    private DeliveredFile crm() {
        List<Map<String, String>> records = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            records.add(record(WIDE, people.get(i), random.nextBoolean() ? "ms" : "mr", "2026-09-01T08:00:00Z"));
        }
        return file("legacy/crm", Format.CSV, WIDE, records, false);
    }

    private DeliveredFile links() {
        List<Map<String, String>> records = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            records.add(record(LINK, "ck-" + (i + 1), people.get(i), "login", "2026-10-01T08:00:00Z"));
        }
        return file("legacy/links", Format.CSV, LINK, records, false);
    }

    private DeliveredFile optOuts() {
        List<Map<String, String>> records = List.of(
                record(OPT_OUT, people.get(0), "2026-11-01T08:00:00Z"),
                record(OPT_OUT, people.get(2), "2026-11-02T08:00:00Z"),
                record(OPT_OUT, people.get(9), "2026-11-03T08:00:00Z"));
        return file("legacy/optouts", Format.JSON_LINES, OPT_OUT, records, true);
    }

    private DeliveredFile statements(String name, int from) {
        Format format = name.endsWith("web") ? Format.CSV : Format.JSON_LINES;
        List<Map<String, String>> records = new ArrayList<>();
        for (int i = from; i < Math.min(from + 7, people.size()); i++) {
            String id = name.substring(name.lastIndexOf('/') + 1) + i;
            records.add(declares(id + "a", people.get(i), "favourite_colour", colour(), "recommend_products"));
            records.add(declares(id + "b", people.get(i), "contact_frequency", "monthly", "personal_offers"));
        }
        return file(name, format, STATEMENT, records, false);
    }

    /** Free text as people type it: with commas, quotes and now and then a second line. */
    private String colour() {
        return List.of("green", "light blue, like the sea", "the \"old\" pink", "yellow\nor white", "grey")
                .get(random.nextInt(5));
    }

    private Map<String, String> declares(String id, String subject, String attribute, String value, String purposes) {
        return record(
                STATEMENT,
                id,
                subject,
                "declare",
                attribute,
                value,
                purposes,
                "preference-centre",
                "2",
                "en",
                "web_preference_center",
                "prompted_choice",
                "self",
                "clerk-1",
                "true",
                "2026-11-1" + random.nextInt(9) + "T10:00:00Z",
                random.nextInt(4) == 0 ? "2026-11-20" : "2027-11-20",
                "DE",
                "eu-gdpr:A6-1-a",
                "form-7");
    }

    private DeliveredFile withdrawals() {
        List<Map<String, String>> records = new ArrayList<>();
        for (int i : List.of(1, 2, 8, 10)) {
            Map<String, String> record =
                    declares("w" + i, people.get(i), "favourite_colour", "", i % 2 == 0 ? "recommend_products" : "");
            record.put("action", "withdraw");
            record.put("declared_at", "2026-11-20T10:00:00Z");
            record.put("valid_until", "");
            records.add(record);
        }
        for (int i : List.of(3, 4, 5)) {
            records.add(declares("k" + i, people.get(i), "home_store", "Berlin", "service_messages"));
        }
        return file("declarations/store", format(), STATEMENT, records, true);
    }

    private DeliveredFile erasures() {
        List<Map<String, String>> records = List.of(
                record(ERASURE, people.get(5), "2026-11-01T08:00:00Z", "request"),
                record(ERASURE, people.get(11), "2026-11-01T08:00:00Z", "request"));
        return file("erasures", format(), ERASURE, records, true);
    }

    /** The job that reads these files, wherever they are. */
    static String job(List<DeliveredFile> files, String policy) {
        return """
                job: mutated
                zone: Europe/Berlin
                policy: %s
                warehouse: warehouse
                guards: { profiles-may-shrink-by: 1.0, refusals-may-reach: 1.0 }
                legacy:
                  memberships:
                    - name: dmp
                      path: legacy/dmp-*%s
                      shape: membership
                      columns: { cookie-id: visitor, segment: segment, score: model, assigned-at: ts, collected-by: by }
                    - { name: crm, path: legacy/crm%s, shape: wide, columns: { subject-id: customer, assigned-at: at } }
                  links:
                    - name: logins
                      path: legacy/links%s
                      columns: { cookie-id: visitor, subject-id: customer, method: how, linked-at: at }
                  opt-outs:
                    - { name: no-ads, path: legacy/optouts%s, columns: { subject-id: customer } }
                declarations:
                  - { name: web, path: declarations/web%s, delivers: increment, columns: { valid-until: valid_until } }
                  - { name: app, path: declarations/app%s, delivers: snapshot, columns: { valid-until: valid_until } }
                  - { name: store, path: declarations/store%s, delivers: increment, columns: { valid-until: valid_until } }
                erasures:
                  - { name: requests, path: erasures%s }
                """.formatted(
                        policy,
                        ending(files, "legacy/dmp-1"),
                        ending(files, "legacy/crm"),
                        ending(files, "legacy/links"),
                        ending(files, "legacy/optouts"),
                        ending(files, "declarations/web"),
                        ending(files, "declarations/app"),
                        ending(files, "declarations/store"),
                        ending(files, "erasures"));
    }

    private static String ending(List<DeliveredFile> files, String name) {
        return files.stream()
                .filter(file -> file.path().startsWith(name + "."))
                .findFirst()
                .map(file -> file.path().substring(name.length()))
                .orElseThrow();
    }
}
