package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The purposes and notices under which each attribute can be requested. */
final class Offers {
    private final List<List<Offer>> byAttribute = new ArrayList<>();

    /**
     * One attribute under one notice.
     *
     * @param purposes purposes that the attribute allows and the notice explains; never empty
     * @param toEpochDay first day on which the notice is no longer shown
     */
    record Offer(Notice notice, List<String> languages, List<String> purposes, long fromEpochDay, long toEpochDay) {
        boolean isShownOn(long epochDay) {
            return epochDay >= fromEpochDay && epochDay < toEpochDay;
        }
    }

    Offers(Policy policy) {
        for (Attribute attribute : policy.attributes()) {
            List<Offer> offers = new ArrayList<>();
            for (Notice notice : policy.notices()) {
                List<String> purposes = attribute.purposes().stream()
                        .filter(notice.purposes()::contains)
                        .toList();
                if (!purposes.isEmpty()) {
                    offers.add(offer(notice, purposes));
                }
            }
            byAttribute.add(offers);
        }
    }

    private static Offer offer(Notice notice, List<String> purposes) {
        return new Offer(
                notice,
                List.copyOf(notice.texts().keySet()),
                purposes,
                notice.validFrom().toEpochDay(),
                notice.validTo().map(day -> day.toEpochDay()).orElse(Long.MAX_VALUE));
    }

    /** All offers of an attribute, by its position in the catalogue, for any day. */
    List<Offer> of(int attribute) {
        return byAttribute.get(attribute);
    }

    /** A random offer of that day. */
    Optional<Offer> draw(int attribute, long epochDay, SeededRandom dice) {
        List<Offer> offers = byAttribute.get(attribute);
        int start = offers.isEmpty() ? 0 : dice.below(offers.size());
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get((start + i) % offers.size());
            if (offer.isShownOn(epochDay)) {
                return Optional.of(offer);
            }
        }
        return Optional.empty();
    }
}
