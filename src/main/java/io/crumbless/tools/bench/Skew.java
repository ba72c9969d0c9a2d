package io.crumbless.tools.bench;

import java.util.Locale;

/** The kind of skew in the data. */
public enum Skew {
    /** Some people and segments are more frequent than others, but none dominates. */
    NONE(0, 0),
    /** One person has 1 % of all statements and of all links. */
    SUBJECT(0.01, 0),
    /** One segment holds half of all memberships. */
    SEGMENT(0, 0.5);

    private final double largestSubjectShare;
    private final double largestSegmentShare;

    Skew(double largestSubjectShare, double largestSegmentShare) {
        this.largestSubjectShare = largestSubjectShare;
        this.largestSegmentShare = largestSegmentShare;
    }

    /** The word on the command line and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    double largestSubjectShare() {
        return largestSubjectShare;
    }

    double largestSegmentShare() {
        return largestSegmentShare;
    }
}
