package io.crumbless.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One source of a random job.
 *
 * @param kind {@code memberships}, {@code links}, {@code opt-outs}, {@code declarations} or {@code erasures}
 * @param format {@code csv}, {@code jsonl} or {@code parquet}
 * @param delimiter of CSV
 * @param shape of memberships
 * @param structs whether the items of a list are structs
 * @param bySubject whether memberships are keyed by subject
 * @param mapped optional columns the job file maps
 * @param zone of times without offset
 * @param jurisdiction of statements that name none
 * @param increment whether a delivery of statements holds only what is new
 * @param dated whether the path bears the date
 * @param method of all links
 */
record Source(
        String name,
        String kind,
        String format,
        char delimiter,
        String shape,
        boolean structs,
        boolean bySubject,
        List<String> mapped,
        @Nullable String zone,
        @Nullable String jurisdiction,
        boolean increment,
        boolean dated,
        @Nullable String method) {
    static final String KEY = "visitor";
    static final String REVISED_AT = "revised_at";

    /** Random sources of one job; names are unique. */
    static List<Source> some(Dice dice, String jobZone, List<String> legacyNames) {
        List<Source> sources = new ArrayList<>();
        for (String name : legacyNames) {
            sources.add(memberships(dice, name, jobZone));
        }
        for (String name : dice.some(List.of("logins", "loyalty"), 1)) {
            sources.add(new Source(
                    name,
                    "links",
                    dice.pick("csv", "jsonl", "parquet"),
                    dice.pick(',', ';'),
                    "",
                    false,
                    false,
                    dice.some(List.of("ts"), 0),
                    zone(dice, jobZone),
                    null,
                    false,
                    dice.oneIn(3),
                    dice.oneIn(3) ? dice.pick("login", "registration", "probabilistic") : null));
        }
        if (!dice.oneIn(3)) {
            sources.add(new Source(
                    "optouts",
                    "opt-outs",
                    dice.pick("csv", "jsonl"),
                    ',',
                    "",
                    false,
                    false,
                    dice.some(List.of("customer", KEY), 1),
                    null,
                    null,
                    false,
                    dice.oneIn(2),
                    null));
        }
        for (String name : dice.some(List.of("centre", "store", "survey"), 2)) {
            boolean increment = !name.equals("centre") || dice.oneIn(2);
            sources.add(new Source(
                    name,
                    "declarations",
                    dice.pick("csv", "csv", "jsonl", "jsonl", "parquet"),
                    dice.pick(',', ';'),
                    "",
                    false,
                    false,
                    dice.some(List.of(REVISED_AT), 0),
                    zone(dice, jobZone),
                    dice.pick(null, null, "DE", "FR"),
                    increment,
                    increment || dice.oneIn(2),
                    null));
        }
        if (!dice.oneIn(3)) {
            sources.add(new Source(
                    "requests", "erasures", "csv", ',', "", false, false, List.of(), null, null, false, true, null));
        }
        return sources;
    }

    private static Source memberships(Dice dice, String name, String jobZone) {
        String shape = dice.pick("membership", "list", "wide", "tall");
        String format = dice.pick("csv", "jsonl", "parquet");
        List<String> optional = shape.equals("membership")
                ? List.of("ts", "how", "score", "sys", "val")
                : List.of("ts", "how", "score");
        return new Source(
                name,
                "memberships",
                format,
                dice.pick(',', ';'),
                shape,
                shape.equals("list") && !format.equals("csv") && dice.oneIn(2),
                dice.oneIn(3),
                withTime(dice, dice.some(optional, 1)),
                zone(dice, jobZone),
                null,
                false,
                dice.oneIn(2),
                null);
    }

    private static List<String> withTime(Dice dice, List<String> mapped) {
        List<String> more = new ArrayList<>(mapped);
        if (!more.contains("ts") && !dice.oneIn(5)) {
            more.add("ts");
        }
        return more;
    }

    private static @Nullable String zone(Dice dice, String jobZone) {
        return dice.pick(null, null, jobZone, "UTC");
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }

    /** As a list of structs says it, the column is a field of the items. */
    String column(String name) {
        return structs ? "segments." + name : name;
    }

    /** Its entry in the job file. */
    String yaml() {
        StringBuilder text = new StringBuilder("    - name: ").append(name).append('\n');
        text.append("      path: in/%s%s.%s\n".formatted(name, dated ? "-{date}*" : "", format));
        text.append("      as-delivered: [no-line-end]\n");
        if (format.equals("csv") && delimiter != ',') {
            text.append("      csv: { delimiter: '").append(delimiter).append("' }\n");
        }
        if (zone != null) {
            text.append("      zone: ").append(zone).append('\n');
        }
        if (jurisdiction != null) {
            text.append("      jurisdiction: ").append(jurisdiction).append('\n');
        }
        switch (kind) {
            case "memberships" -> {
                text.append("      shape: %s\n      columns: { %s }\n".formatted(shape, columns()));
                if (structs && format.equals("jsonl")) {
                    text.append("      optional: [%s]\n"
                            .formatted(mapped.stream().map(Source::key).collect(Collectors.joining(", "))));
                }
            }
            case "links" -> {
                String how = method == null ? ", method: how" : "";
                String at = mapped.contains("ts") ? ", linked-at: ts" : "";
                text.append("      columns: { cookie-id: %s, subject-id: customer%s%s }\n".formatted(KEY, how, at));
                if (method != null) {
                    text.append("      method: ").append(method).append('\n');
                }
            }
            case "opt-outs" ->
                text.append("      columns: { %s }\n"
                        .formatted(mapped.stream()
                                .map(one -> (one.equals(KEY) ? "cookie-id: " : "subject-id: ") + one)
                                .collect(Collectors.joining(", "))));
            case "declarations" -> {
                text.append("      delivers: ")
                        .append(increment ? "increment" : "snapshot")
                        .append('\n');
                if (mapped.contains(REVISED_AT)) {
                    text.append("      columns: { revised-at: revised_at }\n");
                }
            }
            default -> {}
        }
        return text.toString();
    }

    private String columns() {
        List<String> columns = new ArrayList<>(List.of((bySubject ? "subject-id: " : "cookie-id: ") + KEY));
        switch (shape) {
            case "membership" -> columns.add("segment: segment");
            case "list" -> {
                columns.add("segments: segments");
                if (structs) {
                    columns.add("segment: segments.segment");
                }
            }
            case "tall" -> columns.addAll(List.of("attribute: attr", "value: val"));
            default -> {}
        }
        for (String one : mapped) {
            columns.add(key(one) + ": " + column(one));
        }
        return String.join(", ", columns);
    }

    private static String key(String column) {
        return switch (column) {
            case "ts" -> "assigned-at";
            case "how" -> "collected-by";
            case "sys" -> "source-system";
            case "val" -> "value";
            default -> column;
        };
    }

    void tell(Facts facts, int world) {
        facts.add(
                "p_source",
                world,
                name,
                kind,
                format,
                delimiter,
                shape,
                structs,
                bySubject,
                String.join("|", mapped),
                zone,
                jurisdiction,
                increment,
                dated,
                method);
    }
}
