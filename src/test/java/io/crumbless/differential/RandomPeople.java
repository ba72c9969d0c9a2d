package io.crumbless.differential;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The people of one seed: who they are, which cookies reach them, what they say and when. They say little, but much of it
 * at the same moments, about the same things and at the edges of what the policy sets.
 */
final class RandomPeople {
    static final List<String> STATEMENT_COLUMNS = List.of(
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
            "evidence_ref",
            "revised_at");

    private static final String[] CLOCK = {"00:00:00", "00:00:00", "12:00:00", "12:00:00.000001", "23:59:59.999999"};

    /**
     * A statement and the nights on which its source delivers it.
     *
     * @param until of a source that delivers everything: from this night on the record is another
     */
    record Told(Source source, List<Integer> nights, int until, Map<String, Object> row) {
        Told(Source source, List<Integer> nights, Map<String, Object> row) {
            this(source, nights, Integer.MAX_VALUE, row);
        }

        boolean isDeliveredOn(int night) {
            return nights.stream().anyMatch(on -> source.increment() ? on == night : on <= night && night < until);
        }
    }

    private final Dice dice;
    private final String prefix;
    private final RandomPolicy policy;
    private final LocalDate base;
    private final ZoneId zone;
    private final int nights;
    final List<String> subjects = new ArrayList<>();
    final List<String> cookies = new ArrayList<>();

    RandomPeople(int seed, RandomPolicy policy, LocalDate base, ZoneId zone, int nights) {
        this.dice = new Dice(seed * 7919L + 17);
        this.prefix = "s%03d-".formatted(seed);
        this.policy = policy;
        this.base = base;
        this.zone = zone;
        this.nights = nights;
        for (String one : List.of("anna", "ben", "cem", "dora", "eva", "finn")) {
            subjects.add(prefix + one);
        }
        for (int i = 1; i <= 7; i++) {
            cookies.add("k" + prefix + i);
        }
    }

    // --- times ---

    /** Around the nights; the edges of days are those of the job's zone. */
    private Instant moment() {
        LocalDate day = base.plusDays(dice.between(-2, nights));
        return at(day, dice.pick(CLOCK));
    }

    private Instant at(LocalDate day, String clock) {
        return LocalDateTime.of(day, LocalTime.parse(clock)).atZone(zone).toInstant();
    }

    /** One of the forms in which systems write a moment. */
    private String written(Instant moment, @Nullable String sourceZone) {
        if (sourceZone != null && dice.oneIn(3)) {
            ZonedDateTime local = moment.atZone(ZoneId.of(sourceZone));
            // A time in a daylight saving overlap is written with its offset.
            if (local.getZone()
                            .getRules()
                            .getValidOffsets(local.toLocalDateTime())
                            .size()
                    == 1) {
                return local.toLocalDateTime().toString().replace('T', dice.pick('T', ' '));
            }
        }
        ZonedDateTime told = moment.atZone(ZoneId.of(dice.pick("UTC", zone.getId(), "Asia/Kolkata")));
        String offset = dice.pick("XXX", "XXX", "XX");
        String text = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS" + offset)
                .format(told);
        return dice.oneIn(3) ? text.replace(".000000", "").replace('T', ' ') : text;
    }

    // --- values ---

    private String value(RandomPolicy.@Nullable Attribute attribute, Topic topic) {
        if (!topic.isDate()) {
            return dice.pick(topic.values());
        }
        if (topic.name().equals("born")) {
            int age = dice.pick(13, 15, 16, 18);
            return dice.pick(
                            LocalDate.of(1990, 1, 1),
                            LocalDate.of(1991, 2, 28),
                            base.minusYears(age).plusDays(dice.between(-1, 1)))
                    .toString();
        }
        if (attribute != null && attribute.contactPurpose() != null && dice.oneIn(2)) {
            return base.plusDays(dice.between(-8, 12)).toString();
        }
        Period offset = attribute != null && attribute.offset() != null
                ? Period.parse(dice.pick(attribute.offset(), "P1W", "P0D", "P0D"))
                : Period.ZERO;
        return base.plusDays(dice.between(-1, nights))
                .minus(offset)
                .plusDays(dice.pick(0, 0, 40))
                .toString();
    }

    private String value(String name) {
        Topic topic = Topic.named(name);
        if (name.equals("born_year")) {
            return String.valueOf(base.getYear() - dice.pick(13, 14, 16, 17, 30));
        }
        return value(policy.attributes.get(name), topic);
    }

    // --- statements ---

    List<Told> statements(List<Source> sources) {
        List<Told> told = new ArrayList<>();
        for (String subject : subjects) {
            List<String> topics = topics();
            int count = dice.between(0, 9);
            for (int i = 0; i < count; i++) {
                Source source = dice.pick(sources);
                Map<String, Object> row =
                        dice.oneIn(4) ? withdrawal(source, subject, topics) : declaration(source, subject, topics);
                if (row.get("action").equals("declare") && !source.increment() && nights > 1 && dice.oneIn(4)) {
                    edit(source, row, told);
                    continue;
                }
                told.add(new Told(source, deliveredOn(), row));
                if (dice.oneIn(7)) {
                    told.add(new Told(source, deliveredOn(), twin(source, row)));
                }
                if (row.get("action").equals("declare") && dice.oneIn(5)) {
                    Map<String, Object> slip = new HashMap<>(row);
                    slip(slip);
                    told.add(new Told(source, deliveredOn(), slip));
                }
            }
        }
        return told;
    }

    /** A record that its source spoils on a later night, or in some other way changes. */
    private void edit(Source source, Map<String, Object> row, List<Told> told) {
        int night = dice.between(1, nights - 1);
        Map<String, Object> edited = dice.oneIn(3) ? twin(source, row) : new LinkedHashMap<>(row);
        slip(edited);
        told.add(new Told(source, List.of(0), night, row));
        told.add(new Told(source, List.of(night), edited));
    }

    private List<String> topics() {
        List<String> all = List.copyOf(policy.attributes.keySet());
        List<String> topics = new ArrayList<>();
        for (int count = dice.between(1, 2); count > 0; count--) {
            topics.add(dice.pick(all));
        }
        if (topics.stream().anyMatch(name -> isAbout(name, "due_date")) && all.contains("due_date")) {
            topics.add("due_date");
        }
        boolean dated = topics.stream().anyMatch(name -> Topic.named(name).isDate());
        if (dated) {
            topics.addAll(List.of("channel", "channel"));
        }
        List<String> toBeAsked = policy.attributes.values().stream()
                .filter(attribute -> attribute.contactPurpose() != null)
                .map(RandomPolicy.Attribute::name)
                .toList();
        if (!toBeAsked.isEmpty() && dice.oneIn(3)) {
            topics.addAll(List.of(dice.pick(toBeAsked), "channel"));
        }
        if (policy.ageAttribute != null && dice.oneIn(2)) {
            topics.add(policy.ageAttribute);
        }
        return topics;
    }

    private boolean isAbout(String name, String event) {
        RandomPolicy.Attribute attribute = policy.attributes.get(name);
        return attribute != null && event.equals(attribute.event());
    }

    /** Mostly once; now and then again, and once more by a later night. */
    private List<Integer> deliveredOn() {
        List<Integer> on = new ArrayList<>(List.of(dice.below(nights)));
        if (dice.oneIn(5)) {
            on.add(dice.below(nights));
        }
        return on;
    }

    private Map<String, Object> statement(Source source, String subject, String action, String attribute) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("declaration_id", dice.oneIn(3) ? prefix + dice.pick("x", "y") : prefix + dice.below(100_000));
        row.put("subject_id", dice.oneIn(20) ? " " + subject + " " : subject);
        row.put("action", action);
        row.put("attribute", attribute);
        row.put("declared_at", written(moment(), source.zone()));
        row.put("declared_by", "self");
        if (dice.oneIn(3)) {
            row.put("revised_at", written(moment(), source.zone()));
        }
        return row;
    }

    private Map<String, Object> declaration(Source source, String subject, List<String> topics) {
        String name = dice.pick(topics);
        RandomPolicy.Attribute attribute = policy.attributes.get(name);
        Map<String, Object> row = statement(source, subject, "declare", name);
        row.put("declared_at", written(declaredAt(attribute), source.zone()));
        row.put("value", value(name));
        RandomPolicy.Notice notice = dice.oneIn(4) ? dice.pick(policy.notices) : policy.notices.get(0);
        List<String> explained = attribute == null
                ? policy.purposes
                : attribute.purposes().stream()
                        .filter(notice.purposes()::contains)
                        .toList();
        row.put(
                "purposes",
                purposes(source, explained.isEmpty() ? policy.purposes : dice.some(explained, dice.pick(1, 9, 9))));
        row.put("notice_id", notice.id());
        row.put("notice_version", notice.version());
        row.put("notice_language", dice.pick(RandomPolicy.LANGUAGES));
        RandomPolicy.Channel channel = dice.pick(policy.channels);
        row.put("channel", channel.word());
        row.put("elicitation", dice.pick(policy.elicitations));
        row.put("declared_by", dice.oneIn(4) ? "guardian" : "self");
        if (channel.recorder() || dice.oneIn(6)) {
            row.put("recorded_by", dice.pick("clerk-1", "clerk-2"));
        }
        if (channel.confirmed() || dice.oneIn(6)) {
            row.put("confirmed", dice.pick("true", "1", "yes", "TRUE"));
        }
        if (channel.evidence() || dice.oneIn(6)) {
            row.put("evidence_ref", "box/" + dice.below(9));
        }
        if (dice.oneIn(5)) {
            row.put("valid_until", base.plusDays(dice.between(-1, nights + 1)).toString());
        }
        if (source.jurisdiction() == null || dice.oneIn(3)) {
            row.put("jurisdiction", dice.pick("DE", "DE", "FR", "US-CA"));
        }
        row.put("legal_basis", dice.pick("eu-gdpr:A9-2-a", "eu-gdpr:A9-2-a", "eu-gdpr:A9-2-a", "eu-gdpr:A9-2-c"));
        return row;
    }

    /** Around the nights, or as long ago as the attribute is kept. */
    private Instant declaredAt(RandomPolicy.@Nullable Attribute attribute) {
        if (attribute != null && attribute.keep() != null && dice.oneIn(3)) {
            LocalDate edge = base.plusDays(dice.between(-1, nights)).minus(Period.parse(attribute.keep()));
            return at(edge, dice.pick(CLOCK));
        }
        return moment();
    }

    private Object purposes(Source source, List<String> purposes) {
        List<String> shuffled = dice.shuffled(purposes);
        if (source.format().equals("parquet") || (source.format().equals("jsonl") && dice.oneIn(2))) {
            return shuffled;
        }
        return dice.oneIn(4)
                ? "[\"" + String.join("\",\"", shuffled) + "\"]"
                : String.join(dice.pick(";", ",", " ; "), shuffled);
    }

    private Map<String, Object> withdrawal(Source source, String subject, List<String> topics) {
        Map<String, Object> row =
                statement(source, spelt(subject), "withdraw", dice.oneIn(5) ? "*" : dice.pick(topics));
        if (dice.oneIn(2)) {
            row.put("purposes", purposes(source, dice.some(policy.purposes, 1)));
        }
        if (dice.oneIn(4)) {
            row.put("channel", dice.pick("store", "telegraph"));
            row.put("declared_by", dice.pick("robot", "guardian"));
            row.put("confirmed", dice.pick("maybe", "true"));
            row.put("jurisdiction", dice.pick("DE", "XX"));
            row.put("elicitation", dice.pick("volunteered", "prefilled", "asked"));
        }
        return row;
    }

    /** Now and then otherwise than the shop does; what takes away reaches the person all the same. */
    private String spelt(String id) {
        return dice.oneIn(4)
                ? dice.pick(
                        id.toUpperCase(Locale.ROOT),
                        id.replace("s", "\uFF33"),
                        id.replace("-", "-\u200B"),
                        id + "\u2060")
                : id;
    }

    /** The same statement but for one thing. */
    private Map<String, Object> twin(Source source, Map<String, Object> row) {
        Map<String, Object> twin = new LinkedHashMap<>(row);
        if (dice.oneIn(2)) {
            twin.put("revised_at", written(moment(), source.zone()));
        }
        if (row.get("action").equals("declare") && !dice.oneIn(3)) {
            twin.put("value", value((String) row.get("attribute")));
        } else {
            twin.put("declaration_id", row.get("declaration_id") + dice.pick("", "b"));
            twin.put("evidence_ref", dice.pick("box/1", "box/2"));
        }
        return twin;
    }

    /** Spoils a declaration in one of the ways the admission bar knows. */
    private void slip(Map<String, Object> row) {
        switch (dice.below(27)) {
            case 0 -> row.put("subject_id", dice.pick("", "NULL", "  "));
            case 1 -> row.put("declaration_id", dice.pick("", "\\N"));
            case 2 -> row.remove("action");
            case 3 -> row.put("attribute", dice.pick("horoscope", "", "*"));
            case 4 -> row.remove("value");
            case 5 -> row.remove("purposes");
            case 6 -> spoilPurposes(row);
            case 7 -> row.remove(dice.pick("notice_id", "notice_version"));
            case 8 -> row.put("notice_id", "nope");
            case 9 -> row.put("notice_version", "9");
            case 10 -> row.put("notice_language", dice.pick("", "xx"));
            case 11 -> row.put("channel", dice.pick("fax", "chat", ""));
            case 12 -> row.put("elicitation", dice.pick("prefilled", "bundled", "guessed", ""));
            case 13 -> row.put("declared_by", dice.pick("robot", ""));
            case 14 -> row.remove("recorded_by");
            case 15 -> row.put("confirmed", dice.pick("maybe", "false", "no"));
            case 16 -> row.remove("evidence_ref");
            case 17 ->
                row.put(
                        "declared_at",
                        dice.pick("yesterday", "1970-01-01T00:00:00Z", "2026-10-24", "2026-13-01T00:00:00Z"));
            case 18 ->
                row.put("declared_at", dice.pick("2026-10-25T02:30:00", "2027-03-28 02:30", "2026-10-20T10:00:00"));
            case 19 -> row.put("valid_until", dice.pick("2026-02-30", "soon"));
            case 20 -> row.put("jurisdiction", dice.pick("XX", "IT"));
            case 21 -> row.remove("jurisdiction");
            case 22 -> row.put("legal_basis", "eu-gdpr:A6-1-a");
            case 23 -> row.remove("legal_basis");
            case 24 -> row.remove("declared_at");
            case 25 -> row.put("revised_at", dice.pick("soon", "2026-10-24", "1970-01-01T00:00:00Z"));
            default -> spoilValue(row);
        }
    }

    private void spoilPurposes(Map<String, Object> row) {
        boolean list = row.get("purposes") instanceof List;
        String wrong = dice.pick("spam", "insight");
        row.put("purposes", list ? List.of(wrong) : dice.pick(wrong, "[\"off", " ; "));
    }

    private void spoilValue(Map<String, Object> row) {
        List<String> slips = Topic.named((String) row.get("attribute")).slips();
        row.put("value", slips.isEmpty() ? " " : dice.pick(slips));
    }

    // --- legacy ---

    void links(Source source, Delivery into) {
        for (int count = dice.between(4, 11); count > 0; count--) {
            Map<String, Object> row = new HashMap<>();
            int cookie = dice.below(cookies.size());
            // Mostly their own; now and then somebody else's tablet.
            String owner = dice.oneIn(8) ? dice.pick(subjects) : subjects.get(cookie % subjects.size());
            row.put(Source.KEY, dice.oneIn(25) ? null : cookies.get(cookie));
            row.put("customer", dice.oneIn(25) ? null : owner);
            String trusted = dice.pick(policy.linkMethods);
            row.put(
                    "how",
                    dice.oneIn(25) ? null : dice.pick(trusted, trusted, trusted, "loyalty-card", "probabilistic"));
            row.put("ts", legacyTime(source));
            into.add(row);
        }
    }

    void optOuts(Source source, Delivery into) {
        for (int count = dice.between(0, 3); count > 0; count--) {
            Map<String, Object> row = new HashMap<>();
            String main = source.mapped().get(0);
            row.put(main, spelt(main.equals("customer") ? dice.pick(somebody()) : dice.pick(cookies)));
            if (source.mapped().size() > 1 && dice.oneIn(2)) {
                row.put(Source.KEY, spelt(dice.pick(cookies)));
            }
            into.add(row);
        }
    }

    private List<String> somebody() {
        List<String> known = new ArrayList<>(subjects);
        known.add(prefix + "nobody");
        return known;
    }

    void erasures(Delivery into) {
        while (dice.oneIn(5)) {
            Map<String, Object> row = new HashMap<>();
            row.put("subject_id", spelt(dice.pick(somebody())));
            row.put("requested_at", written(moment(), null));
            row.put("reason", "art17");
            into.add(row);
        }
    }

    private @Nullable String legacyTime(Source source) {
        if (dice.oneIn(20)) {
            return dice.pick(
                    null, "soon", "1970-01-01T00:00:00Z", "2026-10-25T02:30:00", "2026-10-01", "2026-10-01 10:00");
        }
        Instant moment = at(
                dice.pick(
                        base.minusMonths(6),
                        base.minusMonths(1),
                        base.minusDays(10),
                        base.minusDays(10),
                        base.plusDays(1)),
                dice.pick("00:00:00", "12:00:00", "12:00:00"));
        return written(moment, source.zone());
    }

    void memberships(Source source, Delivery into) {
        for (int count = dice.between(0, 9); count > 0; count--) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(Source.KEY, dice.oneIn(25) ? null : dice.pick(source.bySubject() ? subjects : cookies));
            if (!source.structs()) {
                circumstances(source, row);
            }
            switch (source.shape()) {
                case "membership" -> {
                    row.put("segment", dice.oneIn(25) ? null : segment());
                    row.put("val", dice.oneIn(8) ? value(dice.pick(names())) : null);
                }
                case "list" -> row.put("segments", dice.oneIn(12) ? null : items(source));
                case "tall" -> {
                    String name = column();
                    row.put("attr", dice.oneIn(25) ? null : name);
                    row.put("val", dice.oneIn(12) ? null : columnValue(name));
                }
                default -> {
                    for (String name : wideColumns()) {
                        row.put(name, dice.oneIn(2) ? null : columnValue(name));
                    }
                }
            }
            into.add(row);
        }
    }

    private List<Object> items(Source source) {
        List<Object> items = new ArrayList<>();
        for (int count = dice.between(0, 4); count > 0; count--) {
            String segment = dice.oneIn(20) ? null : segment();
            if (source.structs()) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("segment", segment);
                circumstances(source, item);
                item.keySet()
                        .removeIf(field ->
                                !field.equals("segment") && !source.mapped().contains(field));
                items.add(item);
            } else {
                items.add(segment);
            }
        }
        return items;
    }

    private void circumstances(Source source, Map<String, Object> row) {
        row.put("ts", legacyTime(source));
        row.put(
                "how",
                dice.pick("form", "form-2", "form", "import", "import", "pixel", "pixel-eu", "bought", "model", null));
        row.put("score", dice.oneIn(8) ? "0.8" : null);
        row.put("sys", dice.oneIn(3) ? dice.pick("dmp", "crm", "shop", "elsewhere") : null);
    }

    private List<String> names() {
        return List.copyOf(policy.attributes.keySet());
    }

    private String segment() {
        return dice.pick(
                "house_" + dice.pick(names()),
                "house_" + dice.pick(names()),
                "house_" + dice.pick(names()),
                "mix_" + dice.below(5),
                "mix_" + dice.below(5),
                RandomPolicy.SENSITIVE_SEGMENT,
                RandomPolicy.HARMLESS_SEGMENT,
                "zzz_9",
                "x_pregnant_SCORE",
                "lookalike-buyers");
    }

    /** Columns of wide sources; tall ones have their names as values. */
    List<String> wideColumns() {
        List<String> columns = new ArrayList<>(names());
        columns.addAll(List.of("x_visits", "churn_propensity"));
        return columns;
    }

    private String column() {
        return dice.pick(dice.pick(names()), dice.pick(names()), "x_visits", "churn_propensity", "other");
    }

    private String columnValue(String name) {
        if (!policy.attributes.containsKey(name)) {
            return "7";
        }
        List<String> slips = Topic.named(name).slips();
        return !slips.isEmpty() && dice.oneIn(10) ? dice.pick(slips) : value(name);
    }
}
