package io.crumbless.night.run;

import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a night would differ under another policy. Counts, and paths of single values under pseudonyms; never a value or
 * the id of a person.
 *
 * @param share of the subjects that were compared, above 0 to 1; all counts are of these
 * @param values that were added, dropped or changed
 * @param purposes that values serve in addition, or no longer
 * @param refusals of delivered statements, by the admission bar
 * @param examples three at most for each attribute and change
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

    /** The night under one policy. */
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
        /** Another value, or the same from another statement, takes its place. */
        VALUE,
        /** The same value serves other purposes. */
        PURPOSES,
        /** The same value has another last day. */
        END
    }

    /**
     * Where values are counted together.
     *
     * @param jurisdiction empty where only provided values are held
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

    /** Values that serve a purpose in addition, and values that serve it no longer, whatever else changed. */
    public record PurposeChange(Place place, String purpose, long gained, long lost) {}

    /** @param moved windows that open or close on another day */
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
     * One value of one person.
     *
     * @param person keyed hash of the subject, which cannot be reversed
     * @param before null where the value is not there under the old policy
     * @param after null where it is not there under the new
     * @param otherwise what becomes of the statement under the policy where its value is not: a fate, a refusal; empty
     *     where nothing is known of it
     * @param endShiftDays by how many days the last day moves; null where either has none
     */
    public record Example(
            String person,
            Place place,
            Kind kind,
            @Nullable Trace before,
            @Nullable Trace after,
            Optional<String> otherwise,
            @Nullable Long endShiftDays) {
        /** The same under another pseudonym. */
        public Example of(String pseudonym) {
            return new Example(pseudonym, place, kind, before, after, otherwise, endShiftDays);
        }
    }

    /** What the comparison cannot determine. */
    public enum Limit {
        /** What the old policy refused in earlier nights and is not delivered again does not appear. */
        EARLIER_REFUSALS,
        /** Values that the evidence log has deleted are not restored. */
        LET_GO,
        /** Deliveries of the night are not there any more; of: which. */
        GONE,
        /** Legacy sources were retired; of: which. */
        RETIRED,
        /** Only a share of the subjects was looked at. */
        SHARE,
        /** Nothing is published yet: the evidence log is empty. */
        NO_LOG
    }

    public record Bound(Limit limit, List<String> of) {
        public Bound {
            of = List.copyOf(of);
        }
    }

    /** Whether nothing that people can see would be another. */
    public boolean isEmpty() {
        return values.isEmpty() && purposes.isEmpty() && moments.isEmpty();
    }
}
