package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import java.util.List;

/**
 * The columns of a legacy customer database: values that people once typed in, and calculated values. Not thread-safe.
 */
final class AccountFields {
    /** Columns of calculated values, which no rule of the policy treats as provided. */
    static final List<String> CALCULATED =
            List.of("orders_12m", "avg_basket", "last_order_days", "pregnancy_score", "income_band", "persona_cluster");

    private static final List<String> INCOME_BANDS = List.of("A", "B", "C", "D");
    private static final List<String> PERSONAS = List.of("nest_builder", "bargain_hunter", "gift_giver");

    /** Share of accounts in which a field was filled in. */
    private static final double FILLED = 0.45;

    private final List<Attribute> typedIn;
    private final Answers answers;
    private final long epochDay;

    AccountFields(GenerateSettings settings, Policy policy, String source) {
        this.typedIn = typedIn(policy, source);
        this.answers = new Answers(policy, new ShopClock(settings.zone()));
        this.epochDay = settings.date().toEpochDay();
    }

    /** Attributes that the policy treats as provided if a column of the source has their name. */
    static List<Attribute> typedIn(Policy policy, String source) {
        return policy.attributes().stream()
                .filter(attribute -> policy.provenance()
                                .classifyAttribute(source, attribute.name().value(), null)
                                .origin()
                        == Origin.PROVIDED)
                .toList();
    }

    int count() {
        return typedIn.size() + CALCULATED.size();
    }

    String name(int field) {
        return field < typedIn.size() ? typedIn.get(field).name().value() : CALCULATED.get(field - typedIn.size());
    }

    /** The value of a field; empty for null. */
    String value(int field, Person person, SeededRandom dice) {
        boolean filled = dice.chance(FILLED);
        if (field < typedIn.size()) {
            return filled ? answers.answer(typedIn.get(field), person, epochDay, dice) : "";
        }
        return switch (field - typedIn.size()) {
            case 0 -> Integer.toString(dice.below(25));
            case 1 -> dice.below(200) + "." + (10 + dice.below(90));
            case 2 -> Integer.toString(dice.below(365));
            case 3 -> filled ? "0." + (10 + dice.below(90)) : "";
            case 4 -> filled ? dice.pick(INCOME_BANDS) : "";
            default -> filled ? dice.pick(PERSONAS) : "";
        };
    }
}
