package io.crumbless.policy;

import static io.crumbless.policy.BrokenPolicies.SchemaSays.ACCEPTED;
import static io.crumbless.policy.BrokenPolicies.SchemaSays.NOTHING;
import static io.crumbless.policy.BrokenPolicies.SchemaSays.REFUSED;
import static io.crumbless.policy.PolicyFiles.ADMISSION;
import static io.crumbless.policy.PolicyFiles.ATTRIBUTES;
import static io.crumbless.policy.PolicyFiles.JURISDICTIONS;
import static io.crumbless.policy.PolicyFiles.PROVENANCE;
import static io.crumbless.policy.PolicyFiles.PURPOSES;
import static io.crumbless.policy.PolicyFiles.SEGMENTS;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Every way to break a policy, each by one change to the small sound one, with all that must be told about it. */
final class BrokenPolicies {
    private BrokenPolicies() {}

    /** What the JSON Schema of the file makes of the change. */
    enum SchemaSays {
        REFUSED,
        /** Only the reader can see it: it compares names with each other, or computes. */
        ACCEPTED,
        /** It is a matter of YAML or CSV, of which a schema knows nothing. */
        NOTHING
    }

    /**
     * One way to break it.
     *
     * @param find text that occurs once in the file
     * @param problems all of them, in reading order
     */
    record Broken(String title, String file, String find, String replace, SchemaSays schema, List<String> problems) {
        SortedMap<String, String> files() {
            return TestingPolicy.with(file, find, replace);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static List<Broken> all() {
        return Stream.of(
                        keysAndShapes(),
                        attributes(),
                        purposesAndNotices(),
                        provenance(),
                        segments(),
                        admission(),
                        jurisdictions())
                .flatMap(List::stream)
                .toList();
    }

    private static Broken broken(
            String title, String file, String find, String replace, SchemaSays schema, String... problems) {
        return new Broken(title, file, find, replace, schema, List.of(problems));
    }

    private static List<Broken> keysAndShapes() {
        return List.of(
                broken(
                        "an unknown key",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    on-latter: accumulate",
                        REFUSED,
                        "attributes.yaml:49: Unknown key 'on-latter' in attributes.plans: did you mean "
                                + "'on-later'?"),
                broken(
                        "an unknown key far from all",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    zzz: accumulate",
                        REFUSED,
                        "attributes.yaml:49: Unknown key 'zzz' in attributes.plans: known are id, type, "
                                + "title, choices, description, category, sensitivity, purposes, accepts, provided, "
                                + "keep, keep-until and 2 more"),
                broken(
                        "a missing key",
                        ATTRIBUTES,
                        "    category: pd:Intention\n",
                        "",
                        REFUSED,
                        "attributes.yaml:43: Missing key 'category' in attributes.plans"),
                broken(
                        "a missing part",
                        ADMISSION,
                        "elicitations:\n"
                                + "  admitted: [volunteered, prompted_open, prompted_choice, confirmed_prefill]\n"
                                + "  refused: [prefilled, defaulted, implied, bundled, unknown]\n",
                        "",
                        REFUSED,
                        "admission.yaml:1: Missing key 'elicitations'"),
                broken(
                        "a key given twice",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    keep: P1M\n    keep: P2M",
                        NOTHING,
                        "attributes.yaml:50: Invalid key 'keep' in attributes.plans: given twice, first "
                                + "on line 49"),
                broken(
                        "text where keys belong",
                        ADMISSION,
                        "web_preference_center: {}",
                        "web_preference_center: open",
                        REFUSED,
                        "admission.yaml:2: Invalid channels.web_preference_center: expected keys and "
                                + "values but found the text 'open'"),
                broken(
                        "a list where text belongs",
                        ATTRIBUTES,
                        "description: What is to be bought.",
                        "description: [What, is, to, be, bought]",
                        REFUSED,
                        "attributes.yaml:46: Invalid attributes.plans.description: expected text but "
                                + "found a list"),
                broken(
                        "a number where text belongs",
                        PURPOSES,
                        "version: \"2\"",
                        "version: 2",
                        REFUSED,
                        "purposes.yaml:19: Invalid notices[2].version: expected text but found the "
                                + "number '2'; put it in quotes"),
                broken(
                        "text where a number belongs",
                        ATTRIBUTES,
                        "    id: 5\n",
                        "    id: five\n",
                        REFUSED,
                        "attributes.yaml:43: Invalid attributes.plans.id: expected a whole number but "
                                + "found the text 'five'"),
                broken(
                        "a number that is not whole",
                        ATTRIBUTES,
                        "    id: 5\n",
                        "    id: 5.5\n",
                        REFUSED,
                        "attributes.yaml:43: Invalid attributes.plans.id: expected a whole number but "
                                + "found the number '5.5'"),
                broken(
                        "text where true or false belongs",
                        ADMISSION,
                        "assisted: true",
                        "assisted: yes",
                        REFUSED,
                        "admission.yaml:3: Invalid channels.store.assisted: expected true or false but "
                                + "found the text 'yes'"),
                broken(
                        "a key without value",
                        ATTRIBUTES,
                        "    description: What is to be bought.",
                        "    description:",
                        REFUSED,
                        "attributes.yaml:46: Invalid attributes.plans.description: expected text but "
                                + "found nothing"),
                broken(
                        "blank text",
                        ATTRIBUTES,
                        "    description: What is to be bought.",
                        "    description: \" \"",
                        REFUSED,
                        "attributes.yaml:46: Invalid attributes.plans.description: the text is blank"),
                broken(
                        "an item of the wrong kind",
                        ADMISSION,
                        "refused: [prefilled,",
                        "refused: [prefilled, 7,",
                        REFUSED,
                        "admission.yaml:6: Invalid elicitations.refused: item 2 must be text but is the "
                                + "number '7'"),
                broken(
                        "an item listed twice",
                        ADMISSION,
                        "refused: [prefilled,",
                        "refused: [prefilled, prefilled,",
                        REFUSED,
                        "admission.yaml:6: Invalid elicitations.refused: 'prefilled' is listed twice"),
                broken(
                        "an anchor",
                        ATTRIBUTES,
                        "    title: { en: Plans }",
                        "    title: &plans { en: Plans }",
                        NOTHING,
                        "attributes.yaml:45: Unsupported anchor '&plans': write the content out wherever "
                                + "it applies"),
                broken(
                        "a tag",
                        ATTRIBUTES,
                        "    description: What is to be bought.",
                        "    description: !!binary aGVsbG8=",
                        NOTHING,
                        "attributes.yaml:46: Unsupported tag 'tag:yaml.org,2002:binary': write plain "
                                + "text, numbers, lists or keys"),
                broken(
                        "a merge key",
                        JURISDICTIONS,
                        "  ccpa:\n",
                        "  ccpa:\n    <<: { unknown-age: refused }\n",
                        REFUSED,
                        "jurisdictions.yaml:8: Unsupported merge key '<<' in regimes.ccpa: write the " + "keys out"),
                broken(
                        "broken syntax",
                        ADMISSION,
                        "channels:\n",
                        "channels: [\n",
                        NOTHING,
                        "admission.yaml:3: Invalid YAML: expected ',' or ']', but got <scalar>"),
                broken(
                        "two documents",
                        ADMISSION,
                        "elicitations:",
                        "---\nelicitations:",
                        NOTHING,
                        "admission.yaml: Unsupported file: it holds 2 documents; keep one, remove the "
                                + "'---' lines"));
    }

    private static List<Broken> attributes() {
        return List.of(
                broken(
                        "a name that no engine takes",
                        ATTRIBUTES,
                        "  plans:",
                        "  Plans:",
                        REFUSED,
                        "attributes.yaml:42: Invalid attribute name 'Plans': use lower-case letters, "
                                + "digits and single underscores, beginning with a letter"),
                broken(
                        "a name of a fixed column",
                        ATTRIBUTES,
                        "  plans:",
                        "  run_id:",
                        ACCEPTED,
                        "attributes.yaml:42: Invalid attribute name 'run_id': every profile has a column "
                                + "of that name"),
                broken(
                        "a name that is a word of SQL",
                        ATTRIBUTES,
                        "  plans:",
                        "  order:",
                        ACCEPTED,
                        "attributes.yaml:42: Invalid attribute name 'order': it is a word of SQL"),
                broken(
                        "an id out of range",
                        ATTRIBUTES,
                        "    id: 5\n",
                        "    id: 1000\n",
                        REFUSED,
                        "attributes.yaml:43: Invalid attributes.plans.id: 1000 is not between 1 and 999"),
                broken(
                        "an id given twice",
                        ATTRIBUTES,
                        "    id: 5\n",
                        "    id: 4\n",
                        ACCEPTED,
                        "attributes.yaml:43: Invalid attributes.plans.id: 4 belongs to language already"),
                broken(
                        "a retired id",
                        ATTRIBUTES,
                        "    id: 5\n",
                        "    id: 9\n",
                        ACCEPTED,
                        "attributes.yaml:43: Invalid attributes.plans.id: 9 is retired; a field id is "
                                + "never given to another attribute"),
                broken(
                        "a retired id out of range",
                        ATTRIBUTES,
                        "retired-ids: [9]",
                        "retired-ids: [0]",
                        REFUSED,
                        "attributes.yaml:3: Invalid retired-ids: 0 is not between 1 and 999"),
                broken(
                        "an unknown type",
                        ATTRIBUTES,
                        "type: list<string>",
                        "type: list<strng>",
                        REFUSED,
                        "attributes.yaml:44: Invalid attributes.plans.type 'list<strng>': unknown type: "
                                + "did you mean 'string'?"),
                broken(
                        "an enum without choices",
                        ATTRIBUTES,
                        "type: enum[email, post]",
                        "type: enum[]",
                        REFUSED,
                        "attributes.yaml:28: Invalid attributes.channel.type 'enum[]': an enum needs at "
                                + "least one choice"),
                broken(
                        "an enum with a choice twice",
                        ATTRIBUTES,
                        "type: enum[email, post]",
                        "type: enum[email, email]",
                        ACCEPTED,
                        "attributes.yaml:28: Invalid attributes.channel.type 'enum[email, email]': a "
                                + "choice is listed twice"),
                broken(
                        "an enum with an odd choice",
                        ATTRIBUTES,
                        "type: enum[email, post]",
                        "type: enum[email, by post]",
                        REFUSED,
                        "attributes.yaml:28: Invalid attributes.channel.type 'enum[email, by post]': the "
                                + "choice 'by post' may hold letters, digits and _ . + - only"),
                broken(
                        "a list of lists",
                        ATTRIBUTES,
                        "type: list<string>",
                        "type: list<list<string>>",
                        REFUSED,
                        "attributes.yaml:44: Invalid attributes.plans.type 'list<list<string>>': no "
                                + "column holds a list of lists that every reader takes"),
                broken(
                        "a decimal beyond 18 digits",
                        ATTRIBUTES,
                        "type: int\n",
                        "type: decimal(19,2)\n",
                        ACCEPTED,
                        "attributes.yaml:18: Invalid attributes.babies.type 'decimal(19,2)': precision "
                                + "must be between 1 and 18, and scale no more than precision"),
                broken(
                        "a title without English",
                        ATTRIBUTES,
                        "title: { en: Plans }",
                        "title: { de: Pläne }",
                        REFUSED,
                        "attributes.yaml:45: Missing key 'en' in attributes.plans.title"),
                broken(
                        "a title in no language",
                        ATTRIBUTES,
                        "title: { en: Plans }",
                        "title: { en: Plans, english: Plans }",
                        REFUSED,
                        "attributes.yaml:45: Unknown language 'english' in attributes.plans.title: "
                                + "expected a two-letter code such as de or en"),
                broken(
                        "a title of a choice there is not",
                        ATTRIBUTES,
                        "title: { en: Channel }",
                        "title: { en: Channel }\n    choices: { emial: { en: e-mail }, zzzzzz: { en: Z } }",
                        ACCEPTED,
                        "attributes.yaml:30: Unknown choice 'emial' in attributes.channel.choices: did you mean "
                                + "'email'?",
                        "attributes.yaml:30: Unknown choice 'zzzzzz' in attributes.channel.choices: known are "
                                + "email, post"),
                broken(
                        "a title of a choice without English, and one of a choice there is not",
                        ATTRIBUTES,
                        "title: { en: Channel }",
                        "title: { en: Channel }\n    choices: { email: { de: E-Mail }, pots: { en: post } }",
                        REFUSED,
                        "attributes.yaml:30: Missing key 'en' in attributes.channel.choices.email",
                        "attributes.yaml:30: Unknown choice 'pots' in attributes.channel.choices: did you mean "
                                + "'post'?"),
                broken(
                        "a title of a choice in no language",
                        ATTRIBUTES,
                        "title: { en: Channel }",
                        "title: { en: Channel }\n    choices: { email: { en: e-mail, german: E-Mail } }",
                        REFUSED,
                        "attributes.yaml:30: Unknown language 'german' in attributes.channel.choices.email: "
                                + "expected a two-letter code such as de or en"),
                broken(
                        "a title of a choice that is no text in a language",
                        ATTRIBUTES,
                        "title: { en: Channel }",
                        "title: { en: Channel }\n    choices: { email: e-mail }",
                        REFUSED,
                        "attributes.yaml:30: Invalid attributes.channel.choices.email: expected keys and values "
                                + "but found the text 'e-mail'"),
                broken(
                        "titles of choices where there is nothing to choose",
                        ATTRIBUTES,
                        "title: { en: Plans }",
                        "title: { en: Plans }\n    choices: { pram: { en: Pram } }",
                        REFUSED,
                        "attributes.yaml:46: Invalid attributes.plans.choices: only an enum has choices, and the "
                                + "type is list<string>"),
                broken(
                        "an unknown category",
                        ATTRIBUTES,
                        "category: pd:Intention",
                        "category: pd:Intent",
                        REFUSED,
                        "attributes.yaml:47: Unknown attributes.plans.category 'pd:Intent': did you mean "
                                + "'pd:Intention'?"),
                broken(
                        "an unknown sensitivity",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    sensitivity: secret",
                        REFUSED,
                        "attributes.yaml:49: Unknown attributes.plans.sensitivity 'secret': known are "
                                + "none, sensitive, special"),
                broken(
                        "a special category that is not called special",
                        ATTRIBUTES,
                        "category: pd:Intention",
                        "category: pd:Religion",
                        REFUSED,
                        "attributes.yaml:47: Invalid sensitivity of attribute plans: pd:Religion is a "
                                + "special category (GDPR Art. 9), so it must be 'special'"),
                broken(
                        "a sensitive value without end",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    sensitivity: sensitive",
                        REFUSED,
                        "attributes.yaml:49: Missing key 'keep' or 'keep-until' in attribute plans: a "
                                + "sensitive value must end by itself"),
                broken(
                        "an unknown purpose",
                        ATTRIBUTES,
                        "description: What is to be bought.\n" + "    category: pd:Intention\n"
                                + "    purposes: [offers]",
                        "description: What is to be bought.\n" + "    category: pd:Intention\n"
                                + "    purposes: [ofers]",
                        ACCEPTED,
                        "attributes.yaml:48: Unknown attributes.plans.purposes 'ofers': did you mean " + "'offers'?"),
                broken(
                        "no purposes",
                        ATTRIBUTES,
                        "description: What is to be bought.\n" + "    category: pd:Intention\n"
                                + "    purposes: [offers]",
                        "description: What is to be bought.\n    category: pd:Intention\n    purposes: []",
                        REFUSED,
                        "attributes.yaml:48: Missing purposes in attributes.plans.purposes: the list is " + "empty"),
                broken(
                        "an origin that is never accepted",
                        ATTRIBUTES,
                        "accepts: [declared, provided]",
                        "accepts: [declared, provided, observed]",
                        REFUSED,
                        "attributes.yaml:39: Unknown attributes.language.accepts 'observed': known are "
                                + "declared, provided"),
                broken(
                        "accepting provided values only",
                        ATTRIBUTES,
                        "accepts: [declared, provided]",
                        "accepts: [provided]",
                        REFUSED,
                        "attributes.yaml:39: Invalid attributes.language.accepts: it must hold 'declared'"),
                broken(
                        "provided values without sunset",
                        ATTRIBUTES,
                        "    provided: { until: 2027-03-31, purposes: [service] }\n",
                        "",
                        REFUSED,
                        "attributes.yaml:39: Missing key 'provided' in attributes.language: values "
                                + "provided before the bar are accepted only until a sunset date and for named "
                                + "purposes, provided: { until: 2027-03-31, purposes: [...] }"),
                broken(
                        "a sunset for values not accepted",
                        ATTRIBUTES,
                        "    accepts: [declared, provided]\n",
                        "",
                        REFUSED,
                        "attributes.yaml:39: Invalid attributes.language.provided: 'accepts' does not "
                                + "list 'provided'"),
                broken(
                        "a sunset that is no day",
                        ATTRIBUTES,
                        "until: 2027-03-31",
                        "until: 2027-02-31",
                        ACCEPTED,
                        "attributes.yaml:40: Invalid attributes.language.provided.until '2027-02-31': "
                                + "expected a day such as 2026-11-22"),
                broken(
                        "a provided purpose beyond the declared",
                        ATTRIBUTES,
                        "purposes: [service] }\n    purposes: [offers, service]",
                        "purposes: [service] }\n    purposes: [offers]",
                        ACCEPTED,
                        "attributes.yaml:40: Unknown attributes.language.provided.purposes 'service': "
                                + "known are offers"),
                broken(
                        "provided values of a special category",
                        ATTRIBUTES,
                        "    purposes: [offers]\n    keep: P10M",
                        "    accepts: [declared, provided]\n"
                                + "    provided: { until: 2027-03-31, purposes: [offers] }\n"
                                + "    purposes: [offers]\n" + "    keep: P10M",
                        REFUSED,
                        "attributes.yaml:24: Invalid 'provided' of attribute babies: a special-category "
                                + "value needs explicit consent (GDPR Art. 9), which a provided value lacks",
                        "provenance.yaml:9: Missing rule for attribute babies: it accepts provided "
                                + "values, but no rule yields one"),
                broken(
                        "a period that is none",
                        ATTRIBUTES,
                        "keep: P10M",
                        "keep: 10 months",
                        REFUSED,
                        "attributes.yaml:24: Invalid attributes.babies.keep '10 months': expected a "
                                + "period such as P13M, P8W or -P10D"),
                broken(
                        "a period of nothing",
                        ATTRIBUTES,
                        "keep: P10M",
                        "keep: P0D",
                        ACCEPTED,
                        "attributes.yaml:24: Invalid attributes.babies.keep 'P0D': the period must be "
                                + "longer than nothing"),
                broken(
                        "an end that is no event",
                        ATTRIBUTES,
                        "keep-until: due_date + P4W",
                        "keep-until: P4W",
                        REFUSED,
                        "attributes.yaml:25: Invalid attributes.babies.keep-until 'P4W': expected a date "
                                + "attribute and a period, such as baby_due_date + P8W"),
                broken(
                        "an end at an unknown event",
                        ATTRIBUTES,
                        "keep-until: due_date + P4W",
                        "keep-until: duedate + P4W",
                        ACCEPTED,
                        "attributes.yaml:25: Unknown attribute 'duedate' in "
                                + "attributes.babies.keep-until: did you mean 'due_date'?"),
                broken(
                        "an end at what is no date",
                        ATTRIBUTES,
                        "keep-until: due_date + P4W",
                        "keep-until: channel + P4W",
                        ACCEPTED,
                        "attributes.yaml:25: Invalid attributes.babies.keep-until: channel is of type "
                                + "enum[email, post], only a date is an event"),
                broken(
                        "an event of others without fallback",
                        ATTRIBUTES,
                        "    keep: P10M\n",
                        "",
                        ACCEPTED,
                        "attributes.yaml:24: Missing key 'keep' in attribute babies: people who never "
                                + "told due_date need another end"),
                broken(
                        "an end after the event is gone",
                        ATTRIBUTES,
                        "keep-until: due_date + P4W",
                        "keep-until: due_date + P9W",
                        ACCEPTED,
                        "attributes.yaml:25: Invalid attributes.babies.keep-until: due_date itself would "
                                + "be gone by then; give it a keep-until as long as this"),
                broken(
                        "accumulating what is no list",
                        ATTRIBUTES,
                        "type: list<string>",
                        "type: string",
                        REFUSED,
                        "attributes.yaml:49: Invalid attributes.plans.on-later 'accumulate': only lists "
                                + "accumulate, and the type is string"),
                broken(
                        "a window around what is no date",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    contact: { opens: -P1D, closes: P1D, purpose: offers }",
                        REFUSED,
                        "attributes.yaml:49: Invalid attributes.plans.contact: only a date opens a "
                                + "window, and the type is list<string>"),
                broken(
                        "a window that closes before it opens",
                        ATTRIBUTES,
                        "closes: P7D",
                        "closes: -P11D",
                        ACCEPTED,
                        "attributes.yaml:15: Invalid attributes.due_date.contact.closes: it must not lie "
                                + "before 'opens'"),
                broken(
                        "a window for a purpose not declared",
                        ATTRIBUTES,
                        "closes: P7D, purpose: offers",
                        "closes: P7D, purpose: service",
                        ACCEPTED,
                        "attributes.yaml:15: Unknown attributes.due_date.contact.purpose 'service': "
                                + "known are offers"),
                broken(
                        "a window without any channel",
                        ATTRIBUTES,
                        "channel-attribute: channel\n",
                        "",
                        ACCEPTED,
                        "attributes.yaml:14: Missing key 'channel-attribute': attribute due_date opens a "
                                + "contact window, but nothing tells the channel the person chose"),
                broken(
                        "a window whose channel serves other purposes",
                        ATTRIBUTES,
                        "category: pd:Contact\n    purposes: [offers, service]",
                        "category: pd:Contact\n    purposes: [service]",
                        ACCEPTED,
                        "attributes.yaml:15: Invalid attributes.due_date.contact.purpose 'offers': no "
                                + "channel can be chosen for it, because it is not among the purposes of channel"),
                broken(
                        "an age attribute that is unknown",
                        ATTRIBUTES,
                        "age-attribute: birth_date",
                        "age-attribute: birthdate",
                        ACCEPTED,
                        "attributes.yaml:1: Unknown attribute 'birthdate' in age-attribute: did you mean "
                                + "'birth_date'?"),
                broken(
                        "an age attribute that tells no age",
                        ATTRIBUTES,
                        "age-attribute: birth_date",
                        "age-attribute: channel",
                        ACCEPTED,
                        "attributes.yaml:1: Invalid age-attribute 'channel': its type is enum[email, "
                                + "post], expected a date of birth or an int year of birth"),
                broken(
                        "a channel attribute that is no enum",
                        ATTRIBUTES,
                        "channel-attribute: channel",
                        "channel-attribute: plans",
                        ACCEPTED,
                        "attributes.yaml:2: Invalid channel-attribute 'plans': its type is list<string>, "
                                + "expected an enum of channels"));
    }

    private static List<Broken> purposesAndNotices() {
        return List.of(
                broken(
                        "a purpose id that is none",
                        PURPOSES,
                        "  service:\n",
                        "  Service:\n",
                        REFUSED,
                        "attributes.yaml:32: Unknown attributes.channel.purposes 'service': did you mean "
                                + "'Service'?",
                        "attributes.yaml:40: Unknown attributes.language.provided.purposes 'service': "
                                + "known are offers",
                        "attributes.yaml:41: Unknown attributes.language.purposes 'service': did you "
                                + "mean 'Service'?",
                        "attributes.yaml:56: Unknown attributes.birth_date.purposes 'service': did you "
                                + "mean 'Service'?",
                        "purposes.yaml:6: Invalid purpose id 'Service': use lower-case letters, digits "
                                + "and single underscores",
                        "purposes.yaml:16: Unknown notices[1].purposes 'service': did you mean 'Service'?",
                        "purposes.yaml:21: Unknown notices[2].purposes 'service': did you mean 'Service'?"),
                broken(
                        "an unknown DPV purpose",
                        PURPOSES,
                        "dpv: dpv:PersonalisedAdvertising",
                        "dpv: dpv:PersonalizedAdvertising",
                        REFUSED,
                        "purposes.yaml:3: Unknown purposes.offers.dpv 'dpv:PersonalizedAdvertising': did "
                                + "you mean 'dpv:PersonalisedAdvertising'?"),
                broken(
                        "an unknown data use",
                        PURPOSES,
                        "fideslang: essential.service.notifications",
                        "fideslang: essential.notifications",
                        REFUSED,
                        "purposes.yaml:8: Unknown purposes.service.fideslang 'essential.notifications': "
                                + "known are analytics, analytics.reporting, analytics.reporting.ad_performance, "
                                + "analytics.reporting.content_performance, analytics.reporting.campaign_insights, "
                                + "analytics.reporting.system, analytics.reporting.system.performance, collect, "
                                + "employment, employment.recruitment, essential, essential.fraud_detection and 42 "
                                + "more"),
                broken(
                        "a purpose that no notice explains",
                        PURPOSES,
                        "  service:\n",
                        "  insight:\n" + "    dpv: dpv:ServiceUsageAnalytics\n" + "    fideslang: analytics\n"
                                + "    title: { en: Insight }\n" + "  service:\n",
                        ACCEPTED,
                        "purposes.yaml:6: Invalid purpose 'insight': no notice explains it, so nothing "
                                + "can be declared for it"),
                broken(
                        "a notice for an unknown purpose",
                        PURPOSES,
                        "valid-to: 2026-01-01\n    purposes: [offers, service]",
                        "valid-to: 2026-01-01\n    purposes: [offers, services]",
                        ACCEPTED,
                        "purposes.yaml:16: Unknown notices[1].purposes 'services': did you mean " + "'service'?"),
                broken(
                        "a notice id that is none",
                        PURPOSES,
                        "  - id: centre\n    version: \"2\"",
                        "  - id: Centre\n    version: \"2\"",
                        REFUSED,
                        "purposes.yaml:18: Invalid notices[2].id 'Centre': use lower-case letters, "
                                + "digits and dashes"),
                broken(
                        "a version given twice",
                        PURPOSES,
                        "version: \"2\"",
                        "version: \"1\"",
                        ACCEPTED,
                        "purposes.yaml:19: Invalid notices[2].version '1': notice centre has this "
                                + "version already"),
                broken(
                        "a notice valid on no day",
                        PURPOSES,
                        "valid-to: 2026-01-01",
                        "valid-to: 2025-01-01",
                        ACCEPTED,
                        "purposes.yaml:15: Invalid notices[1].valid-to '2025-01-01': the notice would be "
                                + "valid on no day, because it begins on 2025-01-01"),
                broken(
                        "two versions valid on one day",
                        PURPOSES,
                        "valid-from: 2026-01-01",
                        "valid-from: 2025-12-31",
                        ACCEPTED,
                        "purposes.yaml:20: Invalid validity of notice centre version 2: it overlaps with "
                                + "version 1"),
                broken(
                        "a notice without text",
                        PURPOSES,
                        "text: { en: We use it only for what you tick. }",
                        "text: {}",
                        REFUSED,
                        "purposes.yaml:22: Missing notices[2].text: a notice needs its text in at least "
                                + "one language"),
                broken(
                        "a day that is none",
                        PURPOSES,
                        "valid-from: 2026-01-01",
                        "valid-from: 1/1/2026",
                        REFUSED,
                        "purposes.yaml:20: Invalid notices[2].valid-from '1/1/2026': expected a day such "
                                + "as 2026-11-22"),
                broken(
                        "a day in a year of five digits",
                        PURPOSES,
                        "valid-from: 2026-01-01",
                        "valid-from: +10000-01-01",
                        REFUSED,
                        "purposes.yaml:20: Invalid notices[2].valid-from '+10000-01-01': expected a day such "
                                + "as 2026-11-22"));
    }

    private static List<Broken> provenance() {
        return List.of(
                broken(
                        "a legacy value called declared",
                        PROVENANCE,
                        "collected-by: [pixel*] }\n    origin: observed",
                        "collected-by: [pixel*] }\n    origin: declared",
                        REFUSED,
                        "provenance.yaml:28: Invalid rules[4].origin 'declared': nothing that cookies "
                                + "left behind is declared; at most it is provided"),
                broken(
                        "a trait called declared",
                        PROVENANCE,
                        "rule_based: observed",
                        "rule_based: declared",
                        REFUSED,
                        "provenance.yaml:6: Invalid traits.rule_based 'declared': nothing that cookies "
                                + "left behind is declared"),
                broken(
                        "a model that does not infer",
                        PROVENANCE,
                        "algorithmic: inferred",
                        "algorithmic: derived",
                        REFUSED,
                        "provenance.yaml:7: Invalid traits.algorithmic 'derived': what a model concluded "
                                + "is inferred"),
                broken(
                        "an unknown origin",
                        PROVENANCE,
                        "rule_based: observed",
                        "rule_based: watched",
                        REFUSED,
                        "provenance.yaml:6: Unknown traits.rule_based 'watched': known are declared, "
                                + "provided, observed, derived, inferred, acquired, unknown"),
                broken(
                        "no kinds of traits",
                        PROVENANCE,
                        "traits:\n" + "  self_entered: provided\n" + "  rule_based: observed\n"
                                + "  algorithmic: inferred\n" + "  lookalike: inferred\n",
                        "traits: {}\n",
                        REFUSED,
                        "provenance.yaml:4: Missing traits: the segments of segments.csv are built of " + "them"),
                broken(
                        "a taxonomy there is no data for",
                        PROVENANCE,
                        "name: iab-1.1",
                        "name: iab-1.0",
                        REFUSED,
                        "provenance.yaml:1: Unknown taxonomy.name 'iab-1.0': did you mean 'iab-1.1'?"),
                broken(
                        "a guess about who it was",
                        PROVENANCE,
                        "[login, loyalty_card]",
                        "[login, probabilistic_device]",
                        REFUSED,
                        "provenance.yaml:2: Invalid trusted-link-methods 'probabilistic_device': a guess "
                                + "about who sits before a screen is never trusted"),
                broken(
                        "a pattern that would strip everything",
                        PROVENANCE,
                        "[score, look-alike]",
                        "[score, a]",
                        REFUSED,
                        "provenance.yaml:3: Invalid name-patterns 'a': a pattern needs three letters or "
                                + "digits at least"),
                broken(
                        "a rule name given twice",
                        PROVENANCE,
                        "- name: watched",
                        "- name: scored",
                        ACCEPTED,
                        "provenance.yaml:25: Invalid rule name 'scored': given twice, first on line 10"),
                broken(
                        "a rule name that is built in",
                        PROVENANCE,
                        "- name: watched",
                        "- name: no-rule",
                        REFUSED,
                        "provenance.yaml:25: Invalid rule name 'no-rule': it is built in"),
                broken(
                        "a rule name that is none",
                        PROVENANCE,
                        "- name: watched",
                        "- name: Watched",
                        REFUSED,
                        "provenance.yaml:25: Invalid rule name 'Watched': use lower-case letters, digits "
                                + "and dashes"),
                broken(
                        "a rule without reason",
                        PROVENANCE,
                        "    because: Collected by watching a browser.\n",
                        "",
                        REFUSED,
                        "provenance.yaml:25: Missing key 'because' in rules[4]"),
                broken(
                        "a rule that is hidden",
                        PROVENANCE,
                        "when: { collected-by: [pixel*] }",
                        "when: { source: [x], score: present }",
                        ACCEPTED,
                        "provenance.yaml:25: Invalid rule 'watched': it can never match, because rule "
                                + "'scored' stands before it and matches all that it could"),
                broken(
                        "a rule on segment and column",
                        PROVENANCE,
                        "when: { collected-by: [pixel*] }",
                        "when: { segment: [quiz], column: [x] }",
                        REFUSED,
                        "provenance.yaml:27: Invalid rules[4].when.column: a row names a segment or a "
                                + "column, never both, so the rule could not match"),
                broken(
                        "a rule with an empty list",
                        PROVENANCE,
                        "when: { collected-by: [pixel*] }",
                        "when: { collected-by: [] }",
                        REFUSED,
                        "provenance.yaml:27: Missing patterns in rules[4].when.collected-by: the list is "
                                + "empty; remove the key"),
                broken(
                        "an unknown segment",
                        PROVENANCE,
                        "segment: [form_de]",
                        "segment: [form_dee]",
                        ACCEPTED,
                        "provenance.yaml:21: Unknown segment 'form_dee' in rules[3].when.segment: list "
                                + "it in segments.csv"),
                broken(
                        "an unknown attribute",
                        PROVENANCE,
                        "column: [language] }\n    origin: provided\n    attribute: language",
                        "column: [language] }\n    origin: provided\n    attribute: langage",
                        ACCEPTED,
                        "provenance.yaml:18: Unknown rules[2].attribute 'langage': did you mean " + "'language'?"),
                broken(
                        "an attribute that accepts none",
                        PROVENANCE,
                        "column: [language] }\n    origin: provided\n    attribute: language",
                        "column: [language] }\n    origin: provided\n    attribute: plans",
                        ACCEPTED,
                        "provenance.yaml:18: Invalid rules[2].attribute 'plans': the attribute does not "
                                + "accept provided values"),
                broken(
                        "an attribute filled by what is not provided",
                        PROVENANCE,
                        "collected-by: [pixel*] }\n    origin: observed",
                        "collected-by: [pixel*] }\n    origin: observed\n    attribute: plans",
                        REFUSED,
                        "provenance.yaml:29: Invalid rules[4].attribute: only a provided value may fill "
                                + "an attribute"),
                broken(
                        "a provided value without attribute",
                        PROVENANCE,
                        "column: [language] }\n    origin: provided\n    attribute: language",
                        "column: [language] }\n    origin: provided",
                        REFUSED,
                        "provenance.yaml:17: Missing key 'attribute' in rules[2]: a provided value has "
                                + "no effect unless it fills an attribute"),
                broken(
                        "a provided value that stands nowhere",
                        PROVENANCE,
                        "when: { source: [crm], column: [language] }",
                        "when: { source: [crm] }",
                        REFUSED,
                        "provenance.yaml:16: Missing key 'segment' or 'column' in rules[2].when: a rule "
                                + "that yields a provided value says where it stands"),
                broken(
                        "a provided value with a score",
                        PROVENANCE,
                        "when: { source: [crm], column: [language] }",
                        "when: { score: present, column: [language] }",
                        REFUSED,
                        "provenance.yaml:16: Invalid rules[2].when.score 'present': a scored value is "
                                + "never more than inferred"),
                broken(
                        "a segment without meaning",
                        PROVENANCE,
                        "    value: de\n",
                        "",
                        REFUSED,
                        "provenance.yaml:22: Missing key 'value' in rules[3]: it says what membership of "
                                + "the segment means"),
                broken(
                        "a column with a fixed value",
                        PROVENANCE,
                        "column: [language] }\n    origin: provided\n    attribute: language",
                        "column: [language] }\n    origin: provided\n    attribute: language\n    value: en",
                        REFUSED,
                        "provenance.yaml:19: Invalid rules[2].value: the value stands in the column"),
                broken(
                        "a value that is none of the type",
                        PROVENANCE,
                        "value: de",
                        "value: german",
                        ACCEPTED,
                        "provenance.yaml:24: Invalid rules[3].value 'german': language is of type " + "enum[de, en]"),
                broken(
                        "a segment whose weakest trait is a model",
                        PROVENANCE,
                        "segment: [form_de]",
                        "segment: [quiz]",
                        ACCEPTED,
                        "provenance.yaml:21: Invalid rules[3].when.segment 'quiz': its trait 'match' is "
                                + "algorithmic, so the segment is never more than inferred"),
                broken(
                        "an attribute waiting for provided values in vain",
                        ATTRIBUTES,
                        "    on-later: accumulate",
                        "    accepts: [declared, provided]\n"
                                + "    provided: { until: 2027-03-31, purposes: [offers] }",
                        ACCEPTED,
                        "provenance.yaml:9: Missing rule for attribute plans: it accepts provided "
                                + "values, but no rule yields one"));
    }

    private static List<Broken> segments() {
        return List.of(
                broken(
                        "another header",
                        SEGMENTS,
                        "segment_id,name",
                        "id,name",
                        NOTHING,
                        "segments.csv:1: Invalid header [id, name, source, traits]: expected "
                                + "segment_id,name,source,traits"),
                broken(
                        "a row with too many fields",
                        SEGMENTS,
                        "answers:self_entered; match:algorithmic",
                        "\"a:self_entered\",extra",
                        NOTHING,
                        "segments.csv:3: Invalid row: it has 5 fields, the header has 4"),
                broken(
                        "a row without id",
                        SEGMENTS,
                        "quiz,Style quiz",
                        ",Style quiz",
                        NOTHING,
                        "segments.csv:3: Missing segment_id"),
                broken(
                        "a row without name",
                        SEGMENTS,
                        "quiz,Style quiz",
                        "quiz,",
                        NOTHING,
                        "segments.csv:3: Missing name"),
                broken(
                        "a segment listed twice",
                        SEGMENTS,
                        "quiz,Style quiz",
                        "form_de,Style quiz",
                        NOTHING,
                        "segments.csv:3: Invalid segment_id 'form_de': listed twice for the same source, "
                                + "first on line 2"),
                broken(
                        "a trait without kind",
                        SEGMENTS,
                        "answers:self_entered; match:algorithmic",
                        "answers",
                        NOTHING,
                        "segments.csv:3: Invalid trait 'answers': expected name:kind, several separated " + "by ';'"),
                broken(
                        "a trait of unknown kind",
                        SEGMENTS,
                        "match:algorithmic",
                        "match:algoritmic",
                        NOTHING,
                        "segments.csv:3: Unknown trait kind 'algoritmic': did you mean 'algorithmic'?"),
                broken(
                        "an id the taxonomy never had",
                        SEGMENTS,
                        "iab-350",
                        "iab-9350",
                        NOTHING,
                        "segments.csv:6: Unknown segment_id 'iab-9350': neither IAB Audience Taxonomy "
                                + "1.1 nor 1.0 has it"),
                broken(
                        "an id under another name",
                        SEGMENTS,
                        "iab-350",
                        "iab-352",
                        NOTHING,
                        "segments.csv:6: Invalid name 'Interest | Family and Relationships | Parenting': "
                                + "segment iab-352 is 'Interest | Family and Relationships | Daycare and "
                                + "Pre-School'"),
                broken(
                        "a quote that is never closed",
                        SEGMENTS,
                        "quiz,Style quiz",
                        "quiz,\"Style quiz",
                        NOTHING,
                        "segments.csv:3: Invalid row: it has 2 fields, the header has 4"));
    }

    private static List<Broken> admission() {
        return List.of(
                broken(
                        "an unknown channel",
                        ADMISSION,
                        "web_preference_center: {}",
                        "web_preference_centre: {}",
                        REFUSED,
                        "admission.yaml:2: Unknown channel 'web_preference_centre': did you mean "
                                + "'web_preference_center'?"),
                broken(
                        "a store without assistant",
                        ADMISSION,
                        "assisted: true",
                        "assisted: false",
                        REFUSED,
                        "admission.yaml:3: Invalid channels.store.assisted 'false': somebody else always "
                                + "writes down what is said here"),
                broken(
                        "an assisted channel without read-back",
                        ADMISSION,
                        "must-show: [recorded_by, confirmed]",
                        "must-show: [recorded_by]",
                        REFUSED,
                        "admission.yaml:3: Missing 'confirmed' in channels.store.must-show: an assisted "
                                + "channel needs who wrote it down and that it was read back"),
                broken(
                        "an unknown duty",
                        ADMISSION,
                        "must-show: [recorded_by, confirmed]",
                        "must-show: [recorded_by, confirmed, evidence]",
                        REFUSED,
                        "admission.yaml:3: Unknown channels.store.must-show 'evidence': did you mean "
                                + "'evidence_ref'?"),
                broken(
                        "admitting a pre-ticked box",
                        ADMISSION,
                        "confirmed_prefill]\n  refused: [prefilled, ",
                        "confirmed_prefill, prefilled]\n  refused: [",
                        REFUSED,
                        "admission.yaml:5: Invalid elicitations.admitted 'prefilled': the person did not "
                                + "act, so it is no declaration"),
                broken(
                        "a word in both lists",
                        ADMISSION,
                        "refused: [prefilled,",
                        "refused: [prefilled, volunteered,",
                        REFUSED,
                        "admission.yaml:4: Invalid elicitations: 'volunteered' is both admitted and " + "refused"),
                broken(
                        "a word in no list",
                        ADMISSION,
                        "admitted: [volunteered, ",
                        "admitted: [",
                        REFUSED,
                        "admission.yaml:4: Invalid elicitations: 'volunteered' is in neither list"),
                broken(
                        "no channels",
                        ADMISSION,
                        "channels:\n" + "  web_preference_center: {}\n"
                                + "  store: { assisted: true, must-show: [recorded_by, confirmed] }",
                        "channels: {}",
                        REFUSED,
                        "admission.yaml:1: Missing channels: no declaration could ever be taken"));
    }

    private static List<Broken> jurisdictions() {
        return List.of(
                broken(
                        "an unknown country",
                        JURISDICTIONS,
                        "  DE: {",
                        "  DD: {",
                        ACCEPTED,
                        "jurisdictions.yaml:13: Unknown jurisdiction 'DD': expected an ISO 3166 code "
                                + "such as DE or US-CA"),
                broken(
                        "an unknown regime",
                        JURISDICTIONS,
                        "name: Germany, regime: gdpr",
                        "name: Germany, regime: gpdr",
                        ACCEPTED,
                        "jurisdictions.yaml:13: Unknown jurisdictions.DE.regime 'gpdr': did you mean " + "'gdpr'?"),
                broken(
                        "an age that is none",
                        JURISDICTIONS,
                        "age-of-digital-consent: 16",
                        "age-of-digital-consent: 1",
                        REFUSED,
                        "jurisdictions.yaml:13: Invalid jurisdictions.DE.age-of-digital-consent: 1 is "
                                + "not between 10 and 21 years"),
                broken(
                        "an opt-in age that is none",
                        JURISDICTIONS,
                        "opt-in-below-age: 16",
                        "opt-in-below-age: 61",
                        REFUSED,
                        "jurisdictions.yaml:10: Invalid regimes.ccpa.sale-and-sharing.opt-in-below-age: "
                                + "61 is not between 10 and 21 years"),
                broken(
                        "an unknown legal basis",
                        JURISDICTIONS,
                        "legal-basis: [eu-gdpr:A9-2-a]",
                        "legal-basis: [eu-gdpr:A9-2-z]",
                        REFUSED,
                        "jurisdictions.yaml:4: Unknown regimes.gdpr.special-categories.legal-basis "
                                + "'eu-gdpr:A9-2-z': did you mean 'eu-gdpr:A9-2-a'?"),
                broken(
                        "no legal basis",
                        JURISDICTIONS,
                        "legal-basis: [eu-gdpr:A9-2-a]",
                        "legal-basis: []",
                        REFUSED,
                        "jurisdictions.yaml:4: Missing legal basis in "
                                + "regimes.gdpr.special-categories.legal-basis: the list is empty"),
                broken(
                        "a place without citation",
                        JURISDICTIONS,
                        ", cite: GDPR Art. 8 }",
                        "}",
                        REFUSED,
                        "jurisdictions.yaml:13: Missing key 'cite' in jurisdictions.DE"),
                broken(
                        "an age that nobody can tell",
                        ATTRIBUTES,
                        "age-attribute: birth_date\n",
                        "",
                        ACCEPTED,
                        "jurisdictions.yaml:8: Invalid regimes.ccpa.unknown-age 'refused': "
                                + "attributes.yaml has no age-attribute, so everybody would be refused"),
                broken(
                        "no jurisdictions",
                        JURISDICTIONS,
                        "jurisdictions:\n"
                                + "  DE: { name: Germany, regime: gdpr, age-of-digital-consent: 16, cite: GDPR "
                                + "Art. 8 }\n"
                                + "  US-CA: { name: California, regime: ccpa, age-of-digital-consent: 13, cite: 15 "
                                + "U.S.C. § 6501 }",
                        "jurisdictions: {}",
                        REFUSED,
                        "jurisdictions.yaml:12: Missing jurisdictions: no declaration could ever be " + "judged"));
    }
}
