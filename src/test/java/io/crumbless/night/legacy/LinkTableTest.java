package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cookie counts for a person only where all trusted links agree, whatever the order in which links come. */
@Tag("unit")
class LinkTableTest {
    @Test
    void aSharedDeviceReachesNobody() {
        LinkTable table = table(link("tablet", "anna"), link("tablet", "ben"), link("phone", "anna"));
        assertThat(subject(table, "tablet")).isEqualTo("AMBIGUOUS");
        assertThat(subject(table, "phone")).isEqualTo("anna");
        assertThat(table.tallies().get("logins").bins()).isEqualTo(Map.of("ambiguous", 2L, "linked", 1L));
    }

    @Test
    void theSamePersonTwiceIsOneLink() {
        LinkTable table = table(link("phone", "anna"), link("phone", "anna"), link("phone", "anna"));
        assertThat(subject(table, "phone")).isEqualTo("anna");
        assertThat(table.tallies().get("logins").bins()).isEqualTo(Map.of("linked", 1L, "repeated", 2L));
    }

    @Test
    void repeatedLinksOfASharedDeviceAreAllAmbiguous() {
        LinkTable table = table(link("tablet", "anna"), link("tablet", "anna"), link("tablet", "ben"));
        assertThat(table.tallies().get("logins").bins()).isEqualTo(Map.of("ambiguous", 3L));
    }

    @Test
    void aLinkThatAnotherSourceHasTooIsRepeatedThere() {
        LinkTableBuilder builder = new LinkTableBuilder();
        add(builder, "b", link("phone", "anna"));
        add(builder, "a", link("phone", "anna"));
        LinkTable table = builder.finish();
        assertThat(table.tallies().get("a").bins()).isEqualTo(Map.of("linked", 1L));
        assertThat(table.tallies().get("b").bins()).isEqualTo(Map.of("repeated", 1L));
    }

    @Test
    void ordinalsFollowTheBytesOfTheIds() {
        LinkTable table = table(link("1", "b"), link("2", "é"), link("3", "a"), link("4", "😀"), link("5", "\uF000"));
        assertThat(subjects(table)).containsExactly("a", "b", "é", "\uF000", "😀");
        assertThat(table.ordinalOf(bytes("é"), 0, 2)).isEqualTo(2);
        assertThat(table.ordinalOf(bytes("x"), 0, 1)).isEqualTo(LinkTable.UNLINKED);
    }

    @Test
    void anOptOutByCookieIsThePersons() {
        LinkTable table = table(link("phone", "anna"), link("laptop", "anna"), link("pc", "ben"), optOut("phone", ""));
        assertThat(optedOut(table)).containsExactly("anna");
        assertThat(table.tallies().get("logins").bin("applied")).isEqualTo(1);
    }

    @Test
    void anOptOutBySubjectNeedsNoCookie() {
        LinkTable table = table(optOut("", "ben"), link("pc", "ben"), link("phone", "anna"));
        assertThat(optedOut(table)).containsExactly("ben");
    }

    @Test
    void anOptOutOnASharedDeviceAppliesToAllItsPeople() {
        LinkTable table =
                table(link("tv", "anna"), link("tv", "ben"), link("tv", "cleo"), link("pc", "dan"), optOut("tv", ""));
        assertThat(optedOut(table)).containsExactly("anna", "ben", "cleo");
    }

    @Test
    void anOptOutThatFindsNobodyIsCounted() {
        LinkTable table = table(link("phone", "anna"), optOut("stolen", ""), optOut("", "zoe"), optOut("x", "anna"));
        assertThat(optedOut(table)).containsExactly("anna");
        assertThat(table.tallies().get("logins").bins())
                .isEqualTo(Map.of("linked", 1L, "applied", 1L, "matched_nobody", 2L));
    }

    /** Whoever opts out need not know how the shop spells its ids. */
    @ParameterizedTest
    @ValueSource(strings = {"C-2", "c-2", "\ufeffC-2", "C-2\u00a0", " C-2", "\uff23-2", "C-\u200b2"})
    void anOptOutReachesTheSubjectInEverySpelling(String spelling) {
        LinkTable table = table(link("pc", "C-2"), link("phone", "C-22"), optOut("", spelling));
        assertThat(optedOut(table)).containsExactly("C-2");
        assertThat(table.tallies().get("logins").bin("applied")).isEqualTo(1);
        assertThat(table.optOutsOtherwiseSpelt()).isEqualTo(spelling.equals("C-2") ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "07", "7.0", "7E+0", "\uff17"})
    void anOptOutReachesTheNumberItMeans(String spelling) {
        assertThat(optedOut(table(link("pc", "7"), link("phone", "70"), optOut("", spelling))))
                .containsExactly("7");
        assertThat(optedOut(table(link("pc", spelling), link("phone", "70"), optOut("", "7"))))
                .containsExactly(spelling);
    }

    @Test
    void anOptOutReachesTheCookieInEverySpelling() {
        LinkTable table =
                table(link("AB-1", "anna"), link("ab-1\u200b", "ben"), link("ab-11", "cleo"), optOut("ab-1", ""));
        assertThat(optedOut(table)).containsExactly("anna", "ben");
        assertThat(table.optOutsOtherwiseSpelt()).isEqualTo(1);
    }

    /** The denial wins, since it is unknown which of them opted out. */
    @Test
    void ofTwoPeopleOfOneKeyBothAreOptedOut() {
        LinkTable table = table(link("pc", "C-2"), link("phone", "c-2"), optOut("", "C-2"));
        assertThat(optedOut(table)).containsExactly("C-2", "c-2");
        assertThat(table.optOutsOtherwiseSpelt()).isEqualTo(1);
    }

    /** Ids of some systems differ by case alone. */
    @Test
    void linksAreJoinedExactly() {
        LinkTable table = table(link("PC", "C-2"), link("pc", "c-2"));
        assertThat(subject(table, "PC")).isEqualTo("C-2");
        assertThat(subject(table, "pc")).isEqualTo("c-2");
    }

    @Test
    void anEmptyTableKnowsNobody() {
        LinkTable table = new LinkTableBuilder().finish();
        assertThat(table.subjects()).isZero();
        assertThat(subject(table, "any")).isEqualTo("UNLINKED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 31, 32, 63, 64, 100, 1000, 8192})
    void agreesWithThePlainTable(int size) throws InterruptedException {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(31L * size + seed);
            List<String[]> rows = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                String cookie = "cookie-" + random.nextInt(1 + size * 2 / 3);
                String person = "p" + (random.nextInt(5) == 0 ? random.nextInt(size) : cookie.hashCode() % 97);
                String given = random.nextInt(20) == 0 ? person.toUpperCase(Locale.ROOT) : person;
                rows.add(
                        random.nextInt(8) == 0
                                ? optOut(
                                        random.nextBoolean() ? spelt(cookie, random) : "",
                                        random.nextBoolean() ? spelt(person, random) : "q" + i)
                                : link(cookie, given));
            }
            PlainLinks plain = new PlainLinks(rows);
            Collections.shuffle(rows, random);
            LinkTableBuilder builder = new LinkTableBuilder();
            if (seed % 2 == 0) {
                builder.expect(size);
            }
            int half = rows.size() / 2;
            Thread other = new Thread(
                    () -> add(builder, "logins", rows.subList(0, half).toArray(String[][]::new)));
            other.start();
            add(builder, "logins", rows.subList(half, rows.size()).toArray(String[][]::new));
            other.join();
            LinkTable table = builder.finish();

            assertThat(subjects(table)).isEqualTo(plain.subjects());
            assertThat(optedOut(table).stream().sorted().toList()).isEqualTo(List.copyOf(plain.optedOut()));
            for (int i = 0; i <= size; i++) {
                assertThat(subject(table, "cookie-" + i)).isEqualTo(plain.subjectOf("cookie-" + i));
            }
            for (String subject : plain.subjects()) {
                int ordinal = table.ordinalOf(bytes(subject), 0, bytes(subject).length);
                assertThat(table.subject(ordinal).value()).isEqualTo(subject);
            }
            assertThat(table.tallies().get("logins")).isEqualTo(plain.tally());
            assertThat(plain.tally().closes()).isTrue();
        }
    }

    /** A reference implementation with maps and sets. */
    private static final class PlainLinks {
        private final Map<String, Set<String>> byCookie = new HashMap<>();
        private final Map<String, Integer> links = new HashMap<>();
        private final List<String[]> optOuts = new ArrayList<>();
        private final Set<String> known = new TreeSet<>(Utf8Order::compare);
        private final Map<String, Set<String>> spellings = new HashMap<>();
        private final List<String[]> rows;

        PlainLinks(List<String[]> rows) {
            this.rows = List.copyOf(rows);
            for (String[] row : rows) {
                if (row[0].equals("link")) {
                    byCookie.computeIfAbsent(row[1], cookie -> new TreeSet<>()).add(row[2]);
                    known.add(row[2]);
                    links.merge(row[1], 1, Integer::sum);
                } else {
                    optOuts.add(row);
                }
            }
            known.forEach(subject -> spellings
                    .computeIfAbsent(IdFold.ALL.key(subject), key -> new TreeSet<>())
                    .add(subject));
        }

        List<String> subjects() {
            return List.copyOf(known);
        }

        String subjectOf(String cookie) {
            Set<String> reached = byCookie.getOrDefault(cookie, Set.of());
            return reached.isEmpty()
                    ? "UNLINKED"
                    : reached.size() > 1 ? "AMBIGUOUS" : reached.iterator().next();
        }

        private Set<String> reachedBy(String[] optOut) {
            Set<String> reached = new TreeSet<>(byCookie.getOrDefault(IdFold.ALL.key(optOut[1]), Set.of()));
            reached.addAll(spellings.getOrDefault(IdFold.ALL.key(optOut[2]), Set.of()));
            return reached;
        }

        Set<String> optedOut() {
            Set<String> all = new TreeSet<>();
            optOuts.forEach(row -> all.addAll(reachedBy(row)));
            return all;
        }

        RowTally tally() {
            TreeMap<String, Long> bins = new TreeMap<>();
            links.forEach((cookie, count) -> {
                if (byCookie.get(cookie).size() > 1) {
                    bins.merge("ambiguous", (long) count, Long::sum);
                } else {
                    bins.merge("linked", 1L, Long::sum);
                    if (count > 1) {
                        bins.merge("repeated", count - 1L, Long::sum);
                    }
                }
            });
            optOuts.forEach(row -> bins.merge(reachedBy(row).isEmpty() ? "matched_nobody" : "applied", 1L, Long::sum));
            return new RowTally(rows.size(), bins);
        }
    }

    private static String spelt(String id, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> id.toUpperCase(Locale.ROOT);
            case 1 -> "\ufeff" + id;
            case 2 -> id + "\u00a0";
            default -> id;
        };
    }

    private static String[] link(String cookie, String subject) {
        return new String[] {"link", cookie, subject};
    }

    private static String[] optOut(String cookie, String subject) {
        return new String[] {"opt-out", cookie, subject};
    }

    private static LinkTable table(String[]... rows) {
        LinkTableBuilder builder = new LinkTableBuilder();
        add(builder, "logins", rows);
        return builder.finish();
    }

    private static void add(LinkTableBuilder builder, String source, String[]... rows) {
        LinkBatch batch = new LinkBatch(source);
        for (String[] row : rows) {
            batch.row();
            byte[] cookie = bytes(row[1]);
            byte[] subject = bytes(row[2]);
            LinkBatch.Kind kind = row[0].equals("link") ? LinkBatch.Kind.LINK : LinkBatch.Kind.OPT_OUT;
            batch.add(kind, cookie, 0, cookie.length, subject, 0, subject.length);
            if (batch.size() == 5) {
                builder.add(batch);
                batch.clear();
            }
        }
        builder.add(batch);
    }

    private static String subject(LinkTable table, String cookie) {
        int ordinal = table.subjectOf(bytes(cookie), 0, bytes(cookie).length);
        return ordinal == LinkTable.UNLINKED
                ? "UNLINKED"
                : ordinal == LinkTable.AMBIGUOUS
                        ? "AMBIGUOUS"
                        : new String(table.subjectBytes(ordinal), StandardCharsets.UTF_8);
    }

    private static List<String> subjects(LinkTable table) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < table.subjects(); i++) {
            subjects.add(table.subject(i).value());
        }
        return subjects;
    }

    private static List<String> optedOut(LinkTable table) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < table.subjects(); i++) {
            if (table.optedOut(i)) {
                subjects.add(table.subject(i).value());
            }
        }
        return subjects;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
