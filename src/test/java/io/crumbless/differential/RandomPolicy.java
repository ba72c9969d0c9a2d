package io.crumbless.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A small random policy: what was chosen is written as the files the program reads and, beside them, as rows for SQL. SQL
 * never sees what the program made of the files.
 */
final class RandomPolicy {
    static final List<String> LANGUAGES = List.of("de", "en");
    static final String SENSITIVE_SEGMENT = "iab-198";
    static final String HARMLESS_SEGMENT = "iab-2";
    private static final List<String> PURPOSES = List.of("offers", "advice", "service", "club", "insight");
    private static final List<String> KEEPS = List.of("P6M", "P1M", "P30D", "P2W", "P1Y");
    private static final List<String> DEPENDENT_OFFSETS = List.of("P0D", "P1W", "P4W");

    /** The definition of one attribute; see docs/reference/policy.md. */
    record Attribute(
            Topic topic,
            List<String> choices,
            String sensitivity,
            List<String> purposes,
            @Nullable String keep,
            @Nullable String event,
            @Nullable String offset,
            boolean accumulates,
            @Nullable LocalDate providedUntil,
            List<String> providedPurposes,
            @Nullable String opens,
            @Nullable String closes,
            @Nullable String contactPurpose) {
        String name() {
            return topic.name();
        }
    }

    record Notice(
            String id,
            String version,
            LocalDate from,
            @Nullable LocalDate to,
            List<String> purposes) {}

    record Channel(String word, boolean recorder, boolean confirmed, boolean evidence) {}

    record Place(String code, int age, boolean admitsUnknownAge, List<String> bases, boolean expiryRequired) {}

    /** A rule; {@code score} is {@code present}, {@code absent} or nothing. */
    record Rule(
            String name,
            String origin,
            Map<String, List<String>> patterns,
            @Nullable String score,
            @Nullable String attribute,
            @Nullable String value) {}

    record Trait(String name, String kind) {}

    record Segment(String id, String name, String source, List<Trait> traits) {}

    private final LocalDate base;
    final List<String> purposes;
    final Map<String, Attribute> attributes = new LinkedHashMap<>();

    @Nullable
    String ageAttribute;

    final List<Notice> notices = new ArrayList<>();
    final List<Channel> channels = new ArrayList<>();
    final List<String> elicitations;
    final List<Place> places = new ArrayList<>();
    final List<String> linkMethods;
    final List<String> namePatterns;
    final Map<String, String> traitKinds = new LinkedHashMap<>();
    final List<Segment> segments = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();

    /** @param base the first business date, around which things begin and end */
    RandomPolicy(Dice dice, LocalDate base, List<String> legacySources) {
        this.base = base;
        this.purposes = dice.some(PURPOSES, 3);
        this.elicitations =
                dice.some(List.of("volunteered", "prompted_open", "prompted_choice", "confirmed_prefill"), 2);
        this.linkMethods = dice.some(List.of("login", "registration", "loyalty-card"), 1);
        this.namePatterns = dice.some(List.of("score", "Look-Alike", "propensity"), 1);
        chooseAttributes(dice);
        chooseNotices(dice);
        chooseChannels(dice);
        choosePlaces(dice);
        chooseSegments(dice, legacySources);
        chooseRules(dice, legacySources);
    }

    private void chooseAttributes(Dice dice) {
        List<String> names = new ArrayList<>(List.of("channel"));
        Topic.ALL.stream()
                .map(Topic::name)
                .filter(name -> !names.contains(name) && (name.startsWith("born") || dice.oneIn(2)))
                .forEach(names::add);
        if (names.contains("born") && !dice.oneIn(4)) {
            ageAttribute = "born";
        } else if (names.contains("born_year") && dice.oneIn(2)) {
            ageAttribute = "born_year";
        }
        for (String name : dice.shuffled(names)) {
            attributes.put(name, attribute(dice, Topic.named(name), names));
        }
    }

    private Attribute attribute(Dice dice, Topic topic, List<String> names) {
        String name = topic.name();
        boolean age = name.equals(ageAttribute);
        List<String> served = name.equals("channel") ? purposes : dice.some(purposes, 1);
        String sensitivity = age ? "none" : dice.pick("none", "none", "none", "none", "sensitive", "special");
        String keep = sensitivity.equals("none") && dice.oneIn(2) ? null : dice.pick(KEEPS);
        String event = null;
        String offset = null;
        if (topic.isDate() && !age && (name.equals("due_date") || dice.oneIn(2))) {
            event = name;
            offset = "P4W";
            keep = dice.oneIn(2) ? null : keep;
        } else if (!age && names.contains("due_date") && (name.equals("babies") || dice.oneIn(4))) {
            event = "due_date";
            offset = dice.pick(DEPENDENT_OFFSETS);
            keep = dice.pick(KEEPS);
        }
        boolean provided = !sensitivity.equals("special") && !age && dice.oneIn(2);
        boolean contact = topic.isDate() && !age && (name.equals("due_date") || dice.oneIn(2));
        return new Attribute(
                topic,
                topic.choices(),
                sensitivity,
                served,
                keep,
                event,
                offset,
                topic.list() && dice.oneIn(2),
                provided ? dice.pick(base, base.plusDays(1), base.plusYears(1), base.plusYears(1)) : null,
                provided ? dice.some(served, 1) : List.of(),
                contact ? dice.pick("-P10D", "P0D") : null,
                contact ? dice.pick("P0D", "P7D") : null,
                contact ? dice.pick(served) : null);
    }

    private void chooseNotices(Dice dice) {
        LocalDate changed = base.plusDays(dice.between(-1, 1));
        notices.add(new Notice("centre", "1", LocalDate.of(2020, 1, 1), null, purposes));
        notices.add(new Notice("baby", "a.1", base.minusYears(2), changed, dice.some(purposes, 2)));
        notices.add(new Notice("baby", "a.2", changed, null, dice.some(purposes, 1)));
    }

    private void chooseChannels(Dice dice) {
        channels.add(new Channel("web_preference_center", false, false, false));
        channels.add(new Channel("store", true, true, dice.oneIn(4)));
        channels.add(new Channel("app", false, dice.oneIn(3), false));
        if (dice.oneIn(2)) {
            channels.add(new Channel("paper", false, false, true));
        }
        if (dice.oneIn(3)) {
            channels.add(new Channel("survey", true, true, false));
        }
    }

    private void choosePlaces(Dice dice) {
        boolean mayRefuse = ageAttribute != null;
        places.add(new Place("DE", 16, true, List.of("eu-gdpr:A9-2-a"), true));
        places.add(new Place("FR", 15, !mayRefuse || dice.oneIn(2), List.of("eu-gdpr:A9-2-a"), dice.oneIn(2)));
        places.add(new Place(
                "US-CA", 13, !mayRefuse || dice.oneIn(3), List.of("eu-gdpr:A9-2-a", "eu-gdpr:A9-2-c"), dice.oneIn(2)));
    }

    private void chooseSegments(Dice dice, List<String> legacySources) {
        traitKinds.put("form_field", "provided");
        traitKinds.put("purchase", "observed");
        traitKinds.put("rule", "derived");
        traitKinds.put("bought", "acquired");
        traitKinds.put("algorithmic", "inferred");
        traitKinds.put("lookalike", "inferred");
        List<String> kinds = List.copyOf(traitKinds.keySet());
        for (String name : attributes.keySet()) {
            segments.add(new Segment("house_" + name, "House " + name, "", List.of(new Trait("field", "form_field"))));
        }
        for (int i = 0; i < 5; i++) {
            List<Trait> traits = new ArrayList<>();
            for (int count = dice.between(1, 3); count > 0; count--) {
                traits.add(new Trait(dice.oneIn(8) ? "buy propensity" : "t" + count, dice.pick(kinds)));
            }
            String name = dice.oneIn(6) ? "Top Look Alike" : "Mixed " + i;
            segments.add(new Segment("mix_" + i, name, "", traits));
            if (dice.oneIn(3)) {
                segments.add(
                        new Segment("mix_" + i, "Mixed elsewhere", dice.pick(legacySources), List.of(traits.get(0))));
            }
        }
    }

    /** No rule may stand before one it would leave nothing for, so general ones come after. */
    private void chooseRules(Dice dice, List<String> legacySources) {
        List<Rule> chosen = new ArrayList<>();
        List<Rule> general = new ArrayList<>();
        for (Attribute attribute : attributes.values()) {
            String name = attribute.name();
            if (attribute.providedUntil() == null) {
                continue;
            }
            String slug = name.replace('_', '-');
            boolean byColumn = dice.oneIn(2);
            if (byColumn) {
                chosen.add(rule("form-" + slug, "provided", "column", name, "collected-by", "form*", null, name, null));
            }
            if (!byColumn || dice.oneIn(3)) {
                general.add(rule("any-" + slug, "provided", "column", name, null, null, null, name, null));
            }
            if (!attribute.topic().values().isEmpty() && dice.oneIn(2)) {
                String value = dice.pick(attribute.topic().values());
                general.add(
                        rule("house-" + slug, "provided", "segment", "house_" + name, null, null, null, name, value));
            }
        }
        List<Rule> others = new ArrayList<>();
        others.add(rule("pixel", "observed", "collected-by", "pixel*", null, null, null, null, null));
        others.add(rule("bought", "acquired", "collected-by", "bought", null, null, null, null, null));
        others.add(rule(
                "unscored",
                dice.pick("derived", "inferred"),
                "source",
                dice.pick(legacySources),
                null,
                null,
                "absent",
                null,
                null));
        others.add(rule("scored", "inferred", null, null, null, null, "present", null, null));
        others.add(rule("mixes", dice.pick("derived", "acquired"), "segment", "mix_*", null, null, null, null, null));
        others.add(rule("x-columns", "derived", "column", "x_*", null, null, null, null, null));
        chosen.addAll(dice.some(others, 1));
        rules = new ArrayList<>(dice.shuffled(chosen));
        for (Rule one : dice.shuffled(general)) {
            int first = rules.stream()
                    .filter(rule -> rule.name().startsWith("form-")
                            && one.attribute() != null
                            && one.attribute().equals(rule.attribute()))
                    .mapToInt(rules::indexOf)
                    .max()
                    .orElse(-1);
            rules.add(dice.between(first + 1, rules.size()), one);
        }
    }

    private static Rule rule(
            String name,
            String origin,
            @Nullable String first,
            @Nullable String firstPattern,
            @Nullable String second,
            @Nullable String secondPattern,
            @Nullable String score,
            @Nullable String attribute,
            @Nullable String value) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        if (first != null && firstPattern != null) {
            patterns.put(first, List.of(firstPattern));
        }
        if (second != null && secondPattern != null) {
            patterns.put(second, List.of(secondPattern));
        }
        return new Rule(name, origin, patterns, score, attribute, value);
    }

    private RandomPolicy(RandomPolicy other) {
        this.base = other.base;
        this.purposes = other.purposes;
        this.elicitations = other.elicitations;
        this.linkMethods = other.linkMethods;
        this.namePatterns = other.namePatterns;
        this.attributes.putAll(other.attributes);
        this.ageAttribute = other.ageAttribute;
        this.notices.addAll(other.notices);
        this.channels.addAll(other.channels);
        this.places.addAll(other.places);
        this.traitKinds.putAll(other.traitKinds);
        this.segments.addAll(other.segments);
        this.rules.addAll(other.rules);
    }

    /** As legal changes it for a later night: what was admitted under this one may not stand under the other. */
    RandomPolicy changed(Dice dice) {
        RandomPolicy other = new RandomPolicy(this);
        for (String name : List.copyOf(attributes.keySet())) {
            if (dice.oneIn(3)) {
                other.changeAttribute(dice, name);
            }
        }
        if (dice.oneIn(2)) {
            int changed = dice.below(2);
            Notice was = other.notices.get(changed);
            other.notices.set(
                    changed, new Notice(was.id(), was.version(), was.from(), was.to(), dice.some(was.purposes(), 1)));
            // Every purpose is explained by some notice.
            other.notices.removeIf(notice -> notice.id().equals("imprint"));
            other.notices.add(new Notice("imprint", "1", base, null, purposes));
        } else {
            other.notices.removeIf(notice -> notice.version().equals("a.2"));
        }
        if (ageAttribute != null && dice.oneIn(2)) {
            Place place = other.places.get(0);
            other.places.set(0, new Place(place.code(), dice.pick(14, 18), dice.oneIn(2), place.bases(), true));
        }
        if (dice.oneIn(3)) {
            other.places.removeIf(place -> place.code().equals("US-CA"));
        }
        return other;
    }

    private void changeAttribute(Dice dice, String name) {
        Attribute was = attributes.get(name);
        boolean isEvent = attributes.values().stream().anyMatch(one -> name.equals(one.event()));
        boolean isNeeded = isEvent || name.equals("channel") || name.equals(ageAttribute);
        if (was == null) {
            return;
        }
        if (!isNeeded && dice.oneIn(3)) {
            attributes.remove(name);
            rules.removeIf(rule -> name.equals(rule.attribute()));
            return;
        }
        List<String> fewer = was.purposes().stream()
                .filter(purpose -> name.equals("channel")
                        || purpose.equals(was.contactPurpose())
                        || was.providedPurposes().contains(purpose)
                        || dice.oneIn(2))
                .toList();
        boolean special = was.providedUntil() == null && was.keep() != null && dice.oneIn(3);
        List<String> choices = was.choices().size() > 3 ? was.choices().subList(0, 3) : was.choices();
        boolean ruleHolds = rules.stream().noneMatch(rule -> name.equals(rule.attribute()) && rule.value() != null);
        attributes.put(
                name,
                new Attribute(
                        was.topic(),
                        ruleHolds ? choices : was.choices(),
                        special && !name.equals(ageAttribute) ? "special" : was.sensitivity(),
                        fewer.isEmpty() ? was.purposes() : fewer,
                        was.keep() == null || dice.oneIn(2) ? was.keep() : dice.pick(KEEPS),
                        was.event(),
                        was.offset(),
                        was.topic().list() && (was.accumulates() ? !dice.oneIn(3) : dice.oneIn(3)),
                        was.providedUntil(),
                        was.providedPurposes(),
                        was.opens(),
                        was.closes(),
                        was.contactPurpose()));
    }

    // --- as the program reads it ---

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("attributes.yaml"), attributesFile());
            Files.writeString(folder.resolve("purposes.yaml"), purposesFile());
            Files.writeString(folder.resolve("provenance.yaml"), provenanceFile());
            Files.writeString(folder.resolve("segments.csv"), segmentsFile());
            Files.writeString(folder.resolve("admission.yaml"), admissionFile());
            Files.writeString(folder.resolve("jurisdictions.yaml"), jurisdictionsFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String attributesFile() {
        StringBuilder text = new StringBuilder(ageAttribute == null ? "" : "age-attribute: " + ageAttribute + "\n");
        text.append("channel-attribute: channel\nattributes:\n");
        for (Attribute one : attributes.values()) {
            text.append("  %s: { id: %d, type: '%s', title: { en: T }, description: D, category: pd:Preference"
                    .formatted(one.name(), one.topic().id(), one.topic().notation(one.choices())));
            text.append(", sensitivity: ").append(one.sensitivity());
            text.append(", purposes: ").append(one.purposes());
            if (one.keep() != null) {
                text.append(", keep: ").append(one.keep());
            }
            if (one.event() != null) {
                text.append(", keep-until: '%s + %s'".formatted(one.event(), one.offset()));
            }
            if (one.accumulates()) {
                text.append(", on-later: accumulate");
            }
            if (one.providedUntil() != null) {
                text.append(", accepts: [declared, provided], provided: { until: %s, purposes: %s }"
                        .formatted(one.providedUntil(), one.providedPurposes()));
            }
            if (one.contactPurpose() != null) {
                text.append(", contact: { opens: %s, closes: %s, purpose: %s }"
                        .formatted(one.opens(), one.closes(), one.contactPurpose()));
            }
            text.append(" }\n");
        }
        return text.toString();
    }

    private String purposesFile() {
        StringBuilder text = new StringBuilder("purposes:\n");
        for (String purpose : purposes) {
            text.append("  %s: { dpv: dpv:PersonalisedAdvertising, fideslang: personalize.content, title: { en: T } }\n"
                    .formatted(purpose));
        }
        text.append("notices:\n");
        for (Notice one : notices) {
            text.append("  - { id: %s, version: '%s', valid-from: %s, %spurposes: %s, text: { de: Text, en: Text } }\n"
                    .formatted(
                            one.id(),
                            one.version(),
                            one.from(),
                            one.to() == null ? "" : "valid-to: " + one.to() + ", ",
                            one.purposes()));
        }
        return text.toString();
    }

    private String provenanceFile() {
        StringBuilder text = new StringBuilder("taxonomy: { name: iab-1.1, prefix: iab- }\n");
        text.append("trusted-link-methods: ").append(linkMethods).append('\n');
        text.append("name-patterns: ").append(namePatterns).append("\ntraits:\n");
        traitKinds.forEach((kind, origin) -> text.append("  %s: %s\n".formatted(kind, origin)));
        text.append("rules:\n");
        for (Rule rule : rules) {
            String when = rule.patterns().entrySet().stream()
                    .map(one -> one.getKey() + ": ['" + String.join("', '", one.getValue()) + "']")
                    .collect(Collectors.joining(", "));
            String score = rule.score() == null ? "" : (when.isEmpty() ? "" : ", ") + "score: " + rule.score();
            text.append("  - { name: %s, because: Text, when: { %s%s }, origin: %s%s%s }\n"
                    .formatted(
                            rule.name(),
                            when,
                            score,
                            rule.origin(),
                            rule.attribute() == null ? "" : ", attribute: " + rule.attribute(),
                            rule.value() == null ? "" : ", value: '" + rule.value() + "'"));
        }
        return text.toString();
    }

    private String segmentsFile() {
        StringBuilder text = new StringBuilder("segment_id,name,source,traits\n");
        for (Segment one : segments) {
            String traits = one.traits().stream()
                    .map(trait -> trait.name() + ":" + trait.kind())
                    .collect(Collectors.joining("; "));
            text.append("%s,%s,%s,%s\n".formatted(one.id(), one.name(), one.source(), traits));
        }
        return text.toString();
    }

    private String admissionFile() {
        StringBuilder text = new StringBuilder("channels:\n");
        for (Channel one : channels) {
            List<String> duties = new ArrayList<>();
            if (one.recorder()) {
                duties.add("recorded_by");
            }
            if (one.confirmed()) {
                duties.add("confirmed");
            }
            if (one.evidence()) {
                duties.add("evidence_ref");
            }
            text.append("  %s: { assisted: %s%s }\n"
                    .formatted(one.word(), one.recorder(), duties.isEmpty() ? "" : ", must-show: " + duties));
        }
        TreeSet<String> refused = new TreeSet<>(List.of(
                "volunteered",
                "prompted_open",
                "prompted_choice",
                "confirmed_prefill",
                "prefilled",
                "defaulted",
                "implied",
                "bundled",
                "unknown"));
        elicitations.forEach(refused::remove);
        return text + "elicitations: { admitted: " + elicitations + ", refused: " + refused + " }\n";
    }

    private String jurisdictionsFile() {
        StringBuilder text = new StringBuilder("regimes:\n");
        for (Place one : places) {
            text.append("""
                      r-%s:
                        unknown-age: %s
                        special-categories: { legal-basis: ['%s'], expiry: %s, cite: Text }
                        sale-and-sharing: { permission: opt_in, cite: Text }
                        articles: [Text]
                    """.formatted(
                            one.code(),
                            one.admitsUnknownAge() ? "admitted" : "refused",
                            String.join("', '", one.bases()),
                            one.expiryRequired() ? "required" : "optional"));
        }
        text.append("jurisdictions:\n");
        for (Place one : places) {
            text.append("  %s: { name: Place, regime: r-%s, age-of-digital-consent: %d, cite: Text }\n"
                    .formatted(one.code(), one.code(), one.age()));
        }
        return text.toString();
    }

    // --- as SQL reads it ---

    void tell(Facts facts, int world, int night) {
        facts.add("p_policy", world, night, ageAttribute, "channel");
        purposes.forEach(purpose -> facts.add("p_purpose", world, night, purpose));
        int position = 0;
        for (Attribute one : attributes.values()) {
            Topic topic = one.topic();
            facts.add(
                    "p_attribute",
                    world,
                    night,
                    one.name(),
                    position++,
                    topic.type(),
                    topic.list(),
                    String.join("|", one.choices()),
                    one.sensitivity(),
                    months(one.keep()),
                    days(one.keep()),
                    one.event(),
                    days(one.offset()),
                    one.accumulates(),
                    one.providedUntil(),
                    days(one.opens()),
                    days(one.closes()),
                    one.contactPurpose());
            one.purposes().forEach(purpose -> facts.add("p_attribute_purpose", world, night, one.name(), purpose));
            one.providedPurposes()
                    .forEach(purpose -> facts.add("p_provided_purpose", world, night, one.name(), purpose));
        }
        for (Notice one : notices) {
            facts.add("p_notice", world, night, one.id(), one.version(), one.from(), one.to());
            one.purposes()
                    .forEach(purpose -> facts.add("p_notice_purpose", world, night, one.id(), one.version(), purpose));
            LANGUAGES.forEach(
                    language -> facts.add("p_notice_language", world, night, one.id(), one.version(), language));
        }
        channels.forEach(one ->
                facts.add("p_channel", world, night, one.word(), one.recorder(), one.confirmed(), one.evidence()));
        elicitations.forEach(one -> facts.add("p_elicitation", world, night, one));
        for (Place one : places) {
            facts.add("p_place", world, night, one.code(), one.age(), one.admitsUnknownAge(), one.expiryRequired());
            one.bases().forEach(basis -> facts.add("p_legal_basis", world, night, one.code(), basis));
        }
        linkMethods.forEach(method -> facts.add("p_link_method", world, night, method));
        namePatterns.forEach(pattern -> facts.add("p_name_pattern", world, night, pattern));
        traitKinds.forEach((kind, origin) -> facts.add("p_trait_kind", world, night, kind, origin));
        for (Segment one : segments) {
            String source = one.source().isEmpty() ? null : one.source();
            facts.add("p_segment", world, night, one.id(), one.name(), source);
            for (int i = 0; i < one.traits().size(); i++) {
                Trait trait = one.traits().get(i);
                facts.add("p_trait", world, night, one.id(), source, i, trait.name(), trait.kind());
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            facts.add(
                    "p_rule",
                    world,
                    night,
                    i,
                    rule.name(),
                    rule.origin(),
                    rule.score(),
                    rule.attribute(),
                    rule.value());
            int rank = i;
            rule.patterns()
                    .forEach((dimension, patterns) -> patterns.forEach(
                            pattern -> facts.add("p_rule_pattern", world, night, rank, dimension, pattern)));
        }
    }

    private static @Nullable Long months(@Nullable String period) {
        return period == null ? null : Period.parse(period).toTotalMonths();
    }

    private static @Nullable Integer days(@Nullable String period) {
        return period == null ? null : Period.parse(period).getDays();
    }
}
