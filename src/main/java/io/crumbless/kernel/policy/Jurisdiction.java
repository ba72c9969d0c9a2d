package io.crumbless.kernel.policy;

import java.util.List;

/**
 * What the law of one place asks, {@code jurisdictions.yaml}.
 *
 * @param code ISO 3166 country, with its subdivision where that matters: {@code DE}, {@code US-CA}
 * @param ageOfDigitalConsent in years; younger people are declared for by a guardian
 * @param admitsUnknownAge whether declarations of people whose age is not known pass
 * @param citations articles, for people who check
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
