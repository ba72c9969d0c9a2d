package io.crumbless.differential;

import java.util.List;

/**
 * A topic of declarations, which a policy may have as an attribute.
 *
 * @param id field id of its column
 * @param type {@code string}, {@code int}, {@code decimal(9,2)}, {@code enum} and so on; of a list, that of its items
 * @param choices of an enum, else none
 * @param values as people write them; dates are left to the moment
 * @param slips texts that are no such value
 */
record Topic(
        String name, int id, String type, boolean list, List<String> choices, List<String> values, List<String> slips) {
    static final List<Topic> ALL = List.of(
            simple("nickname", 1, "string", List.of("Mäxchen", "Bo, the \"second\"", "Bo"), List.of()),
            simple("shoe_size", 2, "int", List.of("38", "-39", "9223372036854775807"), List.of("38.5", "038", "9e3")),
            simple(
                    "budget",
                    3,
                    "decimal(9,2)",
                    List.of("100", "99.90", "99.9", "-0.50", "1234567.89"),
                    List.of("1.234", "12345678.00", "1e3", ".5")),
            simple("vip", 4, "boolean", List.of("true", "false", "TRUE", "f"), List.of("yes", "1")),
            choice("salutation", 5, false, List.of("ms", "mr", "none"), List.of("ms", "none"), List.of("Ms")),
            choice(
                    "wishes",
                    6,
                    true,
                    List.of("pram", "cot", "toys", "books"),
                    List.of("pram", "[\"cot\",\"pram\"]", "[\"toys\"]", "[\"books\",\"cot\",\"books\"]"),
                    List.of("[\"cot\",\"car\"]", "[]", "[cot]")),
            new Topic(
                    "sizes",
                    7,
                    "int",
                    true,
                    List.of(),
                    List.of("36", "[\"36\",\"38\"]", "[40,36]", "36.0"),
                    List.of("[\"36\",\"x\"]")),
            simple("due_date", 8, "date", List.of(), List.of("2026-02-30", "2026/11/22", "tomorrow")),
            simple("visit_on", 9, "date", List.of(), List.of("20261122")),
            simple(
                    "call_at",
                    10,
                    "timestamp",
                    List.of("2026-11-20T10:31:00+01:00", "2026-11-20T09:31:00Z", "2026-12-01T08:00:00.25Z"),
                    List.of("2026-11-20T10:31:00", "2026-11-20")),
            choice("channel", 11, false, List.of("email", "post", "phone"), List.of("email", "post"), List.of("fax")),
            simple("born", 12, "date", List.of(), List.of("1990", "2062-05-01", "0001-01-01")),
            simple("born_year", 13, "int", List.of(), List.of("1990-01-01", "2062", "1899")),
            choice("language", 14, false, List.of("de", "en", "tr"), List.of("de", "tr"), List.of("xx")),
            simple("babies", 15, "int", List.of("1", "2"), List.of("one")),
            simple("rating", 16, "decimal(18,4)", List.of("4.5", "4.50", "12345678901234.5678"), List.of("4.00001")),
            new Topic(
                    "allergies",
                    17,
                    "string",
                    true,
                    List.of(),
                    List.of("[\"Nüsse\"]", "Nüsse", "[\"milk, \\\"raw\\\"\",\"Nüsse\"]"),
                    List.of("[]", "[\"milk\",\"\"]")));

    static Topic named(String name) {
        return ALL.stream().filter(topic -> topic.name.equals(name)).findFirst().orElseThrow();
    }

    private static Topic simple(String name, int id, String type, List<String> values, List<String> slips) {
        return new Topic(name, id, type, false, List.of(), values, slips);
    }

    private static Topic choice(
            String name, int id, boolean list, List<String> choices, List<String> values, List<String> slips) {
        return new Topic(name, id, "enum", list, choices, values, slips);
    }

    boolean isDate() {
        return type.equals("date");
    }

    /** As {@code attributes.yaml} says it. */
    String notation(List<String> allowed) {
        String item = type.equals("enum") ? "enum[" + String.join(", ", allowed) + "]" : type;
        return list ? "list<" + item + ">" : item;
    }
}
