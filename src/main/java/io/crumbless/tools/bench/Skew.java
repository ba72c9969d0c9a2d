package io.crumbless.tools.bench;

import java.util.Locale;

/** What is uneven in the data. */
public enum Skew {
    /** Some people and segments are more frequent than others, but none dominates. */
    NONE(0, 0),
    /** One person has made one statement in a hundred, and has one link in a hundred. */
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
