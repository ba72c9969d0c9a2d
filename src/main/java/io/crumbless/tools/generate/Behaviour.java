package io.crumbless.tools.generate;

/**
 * How people, sources and segments behave. Shares are between 0 and 1.
 *
 * @param refusedShare share of statements that break one rule of the admission bar; minors and unknown ages are added
 *     to it
 * @param withdrawnShare share of withdrawals
 * @param repeatedShare share of statements delivered a second time
 * @param futureShare share of statements declared after the cut-off of the last run
 * @param unreadableWithdrawals number of withdrawals without a time, any of which stops the run
 * @param largestSubjectShare share of statements and links that belong to one person
 * @param largestSegmentShare share of memberships that belong to one segment
 */
public record Behaviour(
        double refusedShare,
        double withdrawnShare,
        double repeatedShare,
        double futureShare,
        long unreadableWithdrawals,
        double largestSubjectShare,
        double largestSegmentShare) {
    /** Seven per cent refused, including minors and unknown ages; no hot spots; nothing that stops a run. */
    public static final Behaviour USUAL = new Behaviour(0.065, 0.04, 0.01, 0.004, 0, 0, 0);

    public Behaviour {
        check("refused-share", refusedShare);
        check("withdrawn-share", withdrawnShare);
        check("repeated-share", repeatedShare);
        check("future-share", futureShare);
        check("largest-subject-share", largestSubjectShare);
        check("largest-segment-share", largestSegmentShare);
        if (unreadableWithdrawals < 0) {
            throw new IllegalArgumentException(
                    "unreadable-withdrawals must be 0 or more but was " + unreadableWithdrawals);
        }
    }

    private static void check(String name, double share) {
        if (!(share >= 0.0 && share <= 1.0)) {
            throw new IllegalArgumentException(name + " must be between 0.0 and 1.0 but was " + share);
        }
    }
}
