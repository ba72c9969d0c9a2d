package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import java.util.List;

/** What a customer database of the old days has in its columns: what people once typed in, and what was calculated. For one thread. */
final class AccountFields {
    /** Neither the policy's rules nor anybody else takes these for something the person said. */
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

    /** Attributes that the policy takes for provided where a column of that source bears their name. */
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

    /** Empty for nothing. */
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
