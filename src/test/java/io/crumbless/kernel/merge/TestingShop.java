package io.crumbless.kernel.merge;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policy of a small shop, as YAML, in which a test changes the one thing it is about. */
final class TestingShop {
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, String> notices = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, String> marks = new LinkedHashMap<>();
    private String strictSharing = "permission: opt_out";
    private String ageAttribute = "age-attribute: birth_date";

    TestingShop() {
        attribute("pet_name", "type: string, category: pd:Preference, purposes: [offers, advice, insight]");
        attribute("shoe_size", "type: int, category: pd:Preference, purposes: [offers, advice], keep: P6M");
        attribute(
                "wishes",
                "type: 'list<enum[pram, cot, toys, books]>', category: pd:Intention,"
                        + " purposes: [offers, advice, insight], keep: P6M, on-later: accumulate");
        attribute(
                "due_date",
                "type: date, category: pd:Health, sensitivity: special, purposes: [offers, advice],"
                        + " keep-until: due_date + P8W, contact: { opens: -P10D, closes: P7D, purpose: offers }");
        attribute(
                "babies",
                "type: int, category: pd:Health, sensitivity: special, purposes: [advice],"
                        + " keep: P10M, keep-until: due_date + P4W");
        attribute(
                "planned_for",
                "type: date, category: pd:Intention, purposes: [offers], keep: P1M,"
                        + " contact: { opens: -P7D, closes: P0D, purpose: offers }");
        attribute(
                "salutation",
                "type: 'enum[ms, mr, none]', category: pd:Name, purposes: [offers, service], accepts: [declared, provided],"
                        + " provided: { until: 2027-03-31, purposes: [service] }, keep: P24M");
        attribute(
                "language",
                "type: 'enum[de, en, tr]', category: pd:Language, purposes: [offers, service],"
                        + " accepts: [declared, provided], provided: { until: 2027-03-31, purposes: [service] }");
        attribute(
                "channel",
                "type: 'enum[email, post, phone]', category: pd:PrivacyPreference, purposes: [offers, service]");
        attribute(
                "birth_date",
                "type: date, category: pd:BirthDate, sensitivity: sensitive, purposes: [club], keep: P10Y");
        notice("centre", "1", "offers, advice, insight, service, club");
        notice("offers-only", "1", "offers");
        place("DE", "lenient", 16);
        place("US-CA", "strict", 13);
    }

    /** Adds or replaces an attribute; {@code keys} are those of a YAML flow mapping. */
    TestingShop attribute(String name, String keys) {
        attributes.put(name, keys);
        return this;
    }

    TestingShop without(String attribute) {
        attributes.remove(attribute);
        return this;
    }

    /** Then all ages are unknown, and admitted. */
    TestingShop withoutAgeAttribute() {
        ageAttribute = "";
        return this;
    }

    TestingShop ageAttribute(String name) {
        ageAttribute = "age-attribute: " + name;
        return this;
    }

    TestingShop notice(String id, String version, String purposes) {
        notices.put(id + " " + version, purposes);
        return this;
    }

    TestingShop withoutNotice(String id, String version) {
        notices.remove(id + " " + version);
        return this;
    }

    /** @param regime {@code lenient} admits people of unknown age, {@code strict} does not */
    TestingShop place(String code, String regime, int ageOfDigitalConsent) {
        places.put(code, "regime: " + regime + ", age-of-digital-consent: " + ageOfDigitalConsent);
        return this;
    }

    /** @param keys of the purpose besides, {@code sale-and-sharing: [sale]} */
    TestingShop marks(String purpose, String keys) {
        marks.put(purpose, ", " + keys);
        return this;
    }

    /** The rules of the strict regime for sale and sharing. */
    TestingShop sharing(String keys) {
        strictSharing = keys;
        return this;
    }

    TestingShop withoutPlace(String code) {
        places.remove(code);
        return this;
    }

    Policy open() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("attributes.yaml", attributesFile());
        files.put("purposes.yaml", purposesFile());
        files.put("provenance.yaml", provenanceFile());
        files.put("segments.csv", "segment_id,name,source,traits\n");
        files.put("admission.yaml", ADMISSION);
        files.put("jurisdictions.yaml", jurisdictionsFile());
        return PolicyFolder.compile(files);
    }

    private String attributesFile() {
        StringBuilder text = new StringBuilder(ageAttribute).append("\nchannel-attribute: channel\nattributes:\n");
        int id = 1;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            text.append("  %s: { id: %d, title: { en: Title }, description: Text, %s }\n"
                    .formatted(attribute.getKey(), id++, attribute.getValue()));
        }
        return text.toString();
    }

    private String purposesFile() {
        StringBuilder text = new StringBuilder("purposes:\n");
        for (String purpose : new String[] {"offers", "advice", "insight", "service", "club"}) {
            text.append(
                    "  %s: { dpv: dpv:PersonalisedAdvertising, fideslang: personalize.content, title: { en: Title }%s }\n"
                            .formatted(purpose, marks.getOrDefault(purpose, "")));
        }
        text.append("notices:\n");
        notices.forEach((notice, purposes) -> text.append(
                "  - { id: %s, version: '%s', valid-from: 2020-01-01, purposes: [%s], text: { en: Text } }\n"
                        .formatted(notice.split(" ")[0], notice.split(" ")[1], purposes)));
        return text.toString();
    }

    private String provenanceFile() {
        StringBuilder text = new StringBuilder("""
                taxonomy: { name: iab-1.1, prefix: iab- }
                trusted-link-methods: [login]
                name-patterns: [score]
                traits: { algorithmic: inferred }
                rules:
                """);
        attributes.forEach((name, keys) -> {
            if (keys.contains("provided:")) {
                text.append(
                        "  - { name: account-%s, because: Text, when: { column: [%s] }, origin: provided, attribute: %s }\n"
                                .formatted(name.replace('_', '-'), name, name));
            }
        });
        return text.toString();
    }

    private String jurisdictionsFile() {
        StringBuilder text =
                new StringBuilder("""
                regimes:
                  lenient:
                    unknown-age: admitted
                    special-categories: { legal-basis: [eu-gdpr:A9-2-a], expiry: required, cite: Text }
                    sale-and-sharing: { permission: opt_in, cite: Text }
                    articles: [Text]
                  strict:
                    unknown-age: %s
                    special-categories: { legal-basis: [eu-gdpr:A9-2-a], expiry: required, cite: Text }
                    sale-and-sharing: { %s, cite: Text }
                    articles: [Text]
                jurisdictions:
                """.formatted(ageAttribute.isEmpty() ? "admitted" : "refused", strictSharing));
        places.forEach((code, keys) -> text.append("  %s: { name: Place, cite: Text, %s }\n".formatted(code, keys)));
        return text.toString();
    }

    private static final String ADMISSION = """
            channels:
              web_preference_center: {}
              store: { assisted: true, must-show: [recorded_by, confirmed] }
            elicitations:
              admitted: [volunteered, prompted_open, prompted_choice, confirmed_prefill]
              refused: [prefilled, defaulted, implied, bundled, unknown]
            """;
}
