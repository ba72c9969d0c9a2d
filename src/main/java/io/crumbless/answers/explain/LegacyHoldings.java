package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy sources currently contain about one person, including inferences: the person has a right to it until
 * it is destroyed (GDPR Art. 15(1); California Attorney General, Opinion 20-303). Cookie ids are not shown.
 *
 * @param subject the id as spelled in the sources
 * @param readAt when the sources were read
 * @param files how many files were read
 * @param cookies number of cookies that are linked to this person only
 * @param sharedCookies number of cookies that are linked to this person and to others; their data may be that of the
 *     others, so it is not shown
 * @param untrustedLinks number of links to this person by a method that the policy does not trust
 * @param optedOut whether the person is on a list of legacy opt-outs
 * @param unreadRows number of rows that could not be read, and so may be about anybody
 */
public record LegacyHoldings(
        String subject,
        Instant readAt,
        int files,
        int cookies,
        int sharedCookies,
        long untrustedLinks,
        boolean optedOut,
        long unreadRows,
        List<Holding> holdings) {
    public LegacyHoldings {
        holdings = List.copyOf(holdings);
    }

    /**
     * One fact, with the number of its deliveries.
     *
     * @param name segment or attribute, as the source calls it
     * @param title name of the segment in the policy; null if it is not listed
     * @param value its value; null if there is only the membership
     * @param origin classified under the policy in force
     * @param rule that decided the origin
     * @param records number of records with it
     * @param firstDelivery date of the earliest delivery; null if paths have no date
     * @param lastDelivery date of the latest delivery
     */
    public record Holding(
            String source,
            String name,
            @Nullable String title,
            @Nullable String value,
            @Nullable String score,
            @Nullable String collectedBy,
            Origin origin,
            String rule,
            long records,
            @Nullable LocalDate firstDelivery,
            @Nullable LocalDate lastDelivery) {}
}
