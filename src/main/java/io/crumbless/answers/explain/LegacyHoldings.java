package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy sources hold of one person at this moment, inferences included: it is owed to the person on request
 * until it is gone (GDPR Art. 15(1); California Attorney General, Opinion 20-303). Cookie ids are not shown.
 *
 * @param subject the id as the sources spell it
 * @param readAt when the sources were read
 * @param files how many files were read
 * @param cookies cookies that lead to this person alone
 * @param sharedCookies cookies that lead to this person and to others; what is under them may be the others', so it is not
 *     shown
 * @param untrustedLinks links to this person made in a way the policy does not trust, such as by likelihood
 * @param optedOut whether the person opted out of the legacy world
 * @param unreadRows rows that could not be read, and so may be of anybody
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
     * One fact, as often as it is delivered.
     *
     * @param name segment or attribute, as the source calls it
     * @param title what the policy calls the segment; null where it lists none
     * @param value beside it; null where membership is all
     * @param origin by its evidence, under the policy in force
     * @param rule that decided the origin
     * @param records how many records say so
     * @param firstDelivery day of the earliest delivery; null where paths bear no day
     * @param lastDelivery day of the latest
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
