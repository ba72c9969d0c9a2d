package io.crumbless.kernel.policy;

import java.util.List;

/**
 * What the law of one jurisdiction requires, {@code jurisdictions.yaml}.
 *
 * @param code ISO 3166 country, with its subdivision where that matters: {@code DE}, {@code US-CA}
 * @param ageOfDigitalConsent in years; a guardian must declare for younger people
 * @param admitsUnknownAge whether declarations of people of unknown age are admitted
 * @param citations articles of law, for reviewers
 */
public record Jurisdiction(
        String code,
        String name,
        int ageOfDigitalConsent,
        boolean admitsUnknownAge,
        SpecialCategoryRule specialCategory,
        SharingRule sharing,
        List<String> citations) {
    public Jurisdiction {
        citations = List.copyOf(citations);
    }
}
