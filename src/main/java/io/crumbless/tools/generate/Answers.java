package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.AttributeType.BooleanType;
import io.crumbless.kernel.profile.AttributeType.DateType;
import io.crumbless.kernel.profile.AttributeType.DecimalType;
import io.crumbless.kernel.profile.AttributeType.EnumType;
import io.crumbless.kernel.profile.AttributeType.IntType;
import io.crumbless.kernel.profile.AttributeType.ListType;
import io.crumbless.kernel.profile.AttributeType.StringType;
import io.crumbless.kernel.profile.AttributeType.TimestampType;
import io.crumbless.kernel.profile.Value;
import java.util.ArrayList;
import java.util.List;

/** Generates the answers of people to the question for an attribute: texts of its type. Not thread-safe. */
final class Answers {
    /** All can be encoded in windows-1252, which one of the sources uses. */
    private static final List<String> NAMES = List.of(
            "Anna", "Jürgen", "Zoë", "Mia", "Ömer", "Sofía", "Leon", "Chloé", "Björn", "Aylin", "Käthe", "Noah", "Inês",
            "Paul", "Amélie", "O'Neil", "Lena", "Matteo", "Søren", "Ida", "Jo", "Emilia", "Luís", "Marta");

    private static final List<String> COLOURS = List.of(
            "sage green",
            "warm white",
            "sky blue",
            "a soft yellow",
            "grey, like the sofa",
            "mint",
            "apricot",
            "forest green",
            "no pink, please",
            "sand");

    private static final List<String> TOWNS =
            List.of("Berlin Mitte", "Hamburg Altona", "Köln", "München Ost", "Wien", "Leipzig", "Graz", "Bremen");

    private final Policy policy;
    private final ShopClock clock;

    Answers(Policy policy, ShopClock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    String answer(Attribute attribute, Person person, long epochDay, SeededRandom dice) {
        boolean givesAge = policy.ageAttribute().filter(attribute::equals).isPresent();
        if (givesAge) {
            return attribute.type() instanceof DateType
                    ? person.born().toString()
                    : Integer.toString(person.born().getYear());
        }
        return answer(attribute.type(), attribute.name(), person, epochDay, dice);
    }

    private String answer(AttributeType type, AttributeName name, Person person, long epochDay, SeededRandom dice) {
        if (type instanceof EnumType choice) {
            return choice.choices().get(Math.min(dice.below(choice.choices().size()), dice.below(8)));
        } else if (type instanceof ListType list) {
            return list(list, name, person, epochDay, dice);
        } else if (type instanceof BooleanType) {
            return Boolean.toString(dice.chance(0.6));
        } else if (type instanceof IntType) {
            return Integer.toString(1 + Math.min(dice.below(3), dice.below(4)));
        } else if (type instanceof DecimalType decimal) {
            return decimal(decimal, dice);
        } else if (type instanceof DateType) {
            return clock.day(epochDay + 14 + dice.below(230));
        } else if (type instanceof TimestampType) {
            return clock.withOffset(epochDay + 2 + dice.below(30), ShopClock.openingHours(dice) / 900 * 900);
        } else if (type instanceof StringType) {
            return words(name, person, dice);
        }
        throw new IllegalStateException("Unknown type " + type.notation());
    }

    private String list(ListType type, AttributeName name, Person person, long epochDay, SeededRandom dice) {
        int size = 1 + Math.min(dice.below(3), dice.below(3));
        List<Value> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(new Value.Text(answer(type.element(), name, person, epochDay, dice)));
        }
        return new Value.Items(items).canonical();
    }

    /** Up to four digits before the point, in steps of five where there is room. */
    private static String decimal(DecimalType type, SeededRandom dice) {
        int digits = Math.min(4, type.precision() - type.scale());
        int bound = (int) Math.pow(10, digits);
        String whole = Integer.toString(digits == 0 ? 0 : 1 + dice.below(bound - 1));
        return type.scale() == 0 ? whole : whole + "." + "5" + "0".repeat(Math.min(1, type.scale() - 1));
    }

    private static String words(AttributeName name, Person person, SeededRandom dice) {
        if (name.value().contains("name")) {
            return NAMES.get((int) (person.number() % NAMES.size()));
        } else if (name.value().contains("colour") || name.value().contains("color")) {
            return dice.pick(COLOURS);
        } else if (name.value().contains("store") || name.value().contains("city")) {
            return dice.pick(TOWNS);
        }
        return "answer " + dice.below(1000);
    }
}
