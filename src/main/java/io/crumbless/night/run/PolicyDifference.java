package io.crumbless.night.run;

import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a night would differ under another policy. Contains counts, and changes of single values under pseudonyms; never
 * a value or the id of a person.
 *
 * @param share sample of the subjects that were compared, above 0 to 1; all counts are of these
 * @param values that were added, dropped or changed
 * @param purposes purposes that values serve in addition, or no longer
 * @param refusals of delivered statements, by the admission bar
 * @param examples at most three for each attribute and change
 * @param bounds what the comparison cannot determine
 */
public record PolicyDifference(
        LocalDate businessDate,
        double share,
        Side before,
        Side after,
        List<ValueChange> values,
        List<PurposeChange> purposes,
        List<MomentChange> moments,
        List<RefusalChange> refusals,
        List<Example> examples,
        List<Bound> bounds) {
    public PolicyDifference {
        values = List.copyOf(values);
        purposes = List.copyOf(purposes);
        moments = List.copyOf(moments);
        refusals = List.copyOf(refusals);
        examples = List.copyOf(examples);
        bounds = List.copyOf(bounds);
    }

    /** The result of the night under one policy. */
    public record Side(long subjects, long profiles, long values, long contactMoments) {
        public Side plus(Side other) {
            return new Side(
                    subjects + other.subjects,
                    profiles + other.profiles,
                    values + other.values,
                    contactMoments + other.contactMoments);
        }
    }

    /** The change of a value. */
    public enum Kind {
        APPEARS,
        DISAPPEARS,
        /** It is replaced by another value, or by the same from another statement. */
        VALUE,
        /** The same value serves other purposes. */
        PURPOSES,
        /** The same value has another last day. */
        END
    }

    /**
     * The group in which values are counted.
     *
     * @param jurisdiction empty if the profile contains only provided values
     */
    public record Place(String attribute, Origin origin, String jurisdiction) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::attribute)
                .thenComparing(Place::origin)
                .thenComparing(Place::jurisdiction);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    public record ValueChange(Place place, Kind kind, long values) {}

    /** Values that serve a purpose in addition, and values that serve it no longer, regardless of other changes. */
    public record PurposeChange(Place place, String purpose, long gained, long lost) {}

    /** @param moved contact moments that open or close on another day */
    public record MomentChange(String attribute, String purpose, String channel, long gained, long lost, long moved) {}

    /** @param before refused under the old policy, of the deliveries of the night */
    public record RefusalChange(String source, String reason, long before, long after) {}

    /** A value under one policy. */
    public record Trace(
            Origin origin,
            String source,
            @Nullable String channel,
            @Nullable String notice,
            List<String> purposes,
            String rule) {
        public Trace {
            purposes = List.copyOf(purposes);
        }
    }

    /**
     * The change of one value of one person.
     *
     * @param person keyed hash of the subject, which cannot be reversed
     * @param before null if there is no value under the old policy
     * @param after null if there is no value under the new policy
     * @param otherwise the outcome for the statement under the policy without value: a fate, a refusal; empty if it is
     *     unknown
     * @param endShiftDays by how many days the last day moves; null if one of them has none
     */
    public record Example(
            String person,
            Place place,
            Kind kind,
            @Nullable Trace before,
            @Nullable Trace after,
            Optional<String> otherwise,
            @Nullable Long endShiftDays) {
        /** The same example under another pseudonym. */
        public Example of(String pseudonym) {
            return new Example(pseudonym, place, kind, before, after, otherwise, endShiftDays);
        }
    }

    /** What the comparison cannot determine. */
    public enum Limit {
        /** What the old policy refused in earlier nights and is not delivered again is not included. */
        EARLIER_REFUSALS,
        /** Values that the evidence log has deleted are not restored. */
        LET_GO,
        /** Some deliveries of the night no longer exist; of: which. */
        GONE,
        /** Legacy sources were retired; of: which. */
        RETIRED,
        /** Only a sample of the subjects was compared. */
        SHARE,
        /** Nothing is published yet: the evidence log is empty. */
        NO_LOG
    }

    public record Bound(Limit limit, List<String> of) {
        public Bound {
            of = List.copyOf(of);
        }
    }

    /** Whether there is no visible difference. */
    public boolean isEmpty() {
        return values.isEmpty() && purposes.isEmpty() && moments.isEmpty();
    }
}
