package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** People who say little, but much of it at the same moments, about the same things and under the same ids. */
final class RandomPeople {
    static final LocalDate FIRST_NIGHT = LocalDate.parse("2026-10-24");

    private static final Map<String, String[]> VALUES = Map.ofEntries(
            Map.entry("pet_name", new String[] {"Rex", "Bello"}),
            Map.entry("shoe_size", new String[] {"38", "39"}),
            Map.entry("wishes", new String[] {"[\"pram\"]", "[\"cot\",\"pram\"]", "[\"toys\"]", "[\"books\",\"cot\"]"}),
            Map.entry("due_date", new String[] {"2026-08-28", "2026-08-29", "2026-10-20", "2026-11-03", "2027-02-01"}),
            Map.entry("babies", new String[] {"1", "2"}),
            Map.entry("planned_for", new String[] {"2026-10-24", "2026-10-26", "2026-11-20"}),
            Map.entry("salutation", new String[] {"ms", "none"}),
            Map.entry("language", new String[] {"de", "tr"}),
            Map.entry("channel", new String[] {"email", "post"}),
            Map.entry(
                    "birth_date", new String[] {"1990-01-01", "2010-10-24", "2012-05-05", "0001-01-01", "2062-05-05"}),
            Map.entry("horoscope", new String[] {"lion"}));

    private static final String[] CLOCK = {"00:00:00", "00:30:00", "12:00:00", "12:00:00", "23:59:59.999999"};
    private static final String[] PURPOSES = {"offers", "advice", "insight", "service", "club"};

    private final Random random;
    private final List<String> attributes;
    private boolean ages = true;
    private boolean twinDates = true;

    /** @param attributes those people speak of */
    RandomPeople(long seed, List<String> attributes) {
        this.random = new Random(seed);
        this.attributes = attributes;
    }

    static List<String> everyAttribute() {
        return VALUES.keySet().stream().sorted().toList();
    }

    /** Nobody whose age matters: guardians speak for all. */
    RandomPeople spokenForByGuardians() {
        ages = false;
        return this;
    }

    /** No two statements of a date that differ in nothing but the date. */
    RandomPeople withoutTwinDates() {
        twinDates = false;
        return this;
    }

    /** A person's statements, in no order. */
    List<Statement> statements() {
        List<String> topics = new ArrayList<>(attributes);
        Collections.shuffle(topics, random);
        topics = new ArrayList<>(topics.subList(0, Math.min(topics.size(), 1 + random.nextInt(2))));
        if (attributes.contains("wishes") && oneIn(4)) {
            topics.add("wishes");
        }
        if (topics.contains("babies") && attributes.contains("due_date")) {
            topics.add("due_date");
        }
        if ((topics.contains("due_date") || topics.contains("planned_for")) && attributes.contains("channel")) {
            topics.add("channel");
        }
        if (ages && oneIn(3)) {
            topics.add("birth_date");
        }
        List<Statement> statements = new ArrayList<>();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            TestingStatement one = statement(topics, i);
            statements.add(one.build());
            Statement last = statements.get(statements.size() - 1);
            if (last.declares() && (twinDates || !isDate(last.attribute())) && oneIn(8)) {
                statements.add(one.saying(pick(VALUES.get(last.attribute()))).build());
            }
        }
        return statements;
    }

    private TestingStatement statement(List<String> topics, int number) {
        String topic = pick(topics);
        String id = twinDates || !isDate(topic) ? pick("a", "b", "c") : "d" + number;
        if (oneIn(4)) {
            TestingStatement withdrawal =
                    oneIn(5) ? TestingStatement.withdrawsEverything() : TestingStatement.withdraws(topic);
            return (oneIn(2) ? withdrawal.serving(purposes()) : oneIn(2) ? withdrawal.serving(scopes()) : withdrawal)
                    .id(id)
                    .source(pick("centre", "store"))
                    .at(moment());
        }
        TestingStatement declaration = TestingStatement.declares(topic, pick(VALUES.get(topic)))
                .id(id)
                .source(pick("centre", "store"))
                .serving(purposes())
                .at(moment())
                .in(oneIn(12) ? pick("FR", null) : pick("DE", "DE", "DE", "DE", "US-CA"))
                .basis(oneIn(8) ? null : "eu-gdpr:A9-2-a")
                .evidence(oneIn(6) ? "null" : null);
        if (oneIn(5)) {
            declaration.validUntil(FIRST_NIGHT.plusDays(random.nextInt(6)).toString());
        }
        if (oneIn(6)) {
            declaration.revised(moment());
        }
        if (oneIn(3)) {
            declaration.asked();
        }
        if (oneIn(4)) {
            declaration.confirmed();
        }
        if (oneIn(6)) {
            declaration.notice(pick("offers-only", "centre", "baby"), pick("1", "1", "2"));
        }
        return !ages || oneIn(3) ? declaration.byGuardian() : declaration;
    }

    private String[] scopes() {
        return pick("opt-out:sale", "opt-out:sharing opt-out:sale", "opt-out:signal", "opt-out:sensitive")
                .split(" ");
    }

    private static boolean isDate(String topic) {
        return topic.endsWith("_date") || topic.equals("planned_for");
    }

    private String[] purposes() {
        if (oneIn(2)) {
            return new String[] {"advice", "club", "offers"};
        }
        List<String> shuffled = new ArrayList<>(List.of(PURPOSES));
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(4)).toArray(String[]::new);
    }

    /** Around the nights, the longest of which has 25 hours; now and then as long ago as things are kept. */
    private String moment() {
        LocalDate day = FIRST_NIGHT.plusDays(random.nextInt(6) - 3);
        if (oneIn(5)) {
            day = pick(day.minusMonths(6), day.minusMonths(1), day.minusMonths(10));
        }
        return day + "T" + pick(CLOCK);
    }

    List<ProvidedValue> provided(Policy policy) {
        List<ProvidedValue> provided = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = pick("salutation", "language");
            Optional<Attribute> attribute = policy.attribute(name);
            attribute
                    .flatMap(found -> found.type().parse(pick(VALUES.get(name))))
                    .ifPresent(value -> provided.add(new ProvidedValue(
                            pick("crm", "shop"),
                            "account-" + name,
                            policy.indexOf(name),
                            value,
                            TestingStatement.micros(pick("2024-10-25", "2024-10-24", "2025-05-05")))));
        }
        return provided;
    }

    List<Removal> stripped() {
        List<Removal> stripped = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            stripped.add(new Removal(
                    pick("dmp", "crm"), pick(Origin.INFERRED, Origin.UNKNOWN, Origin.PROVIDED), 1 + random.nextInt(9)));
        }
        return stripped;
    }

    @Nullable
    Integer deliveredOn() {
        return oneIn(4) ? null : (int) FIRST_NIGHT.toEpochDay() + random.nextInt(5);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Random random() {
        return random;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
