package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.catalogue.KeepUntil;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.profile.ZoneDays;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the last day on which values of one subject may be used: the earliest of the day that the person set, the
 * end of the catalogue's retention period, and the end set by the catalogue's event. An end that was reported once
 * stays, even if the event or the policy changes; only a new declaration gets a new end.
 *
 * <p>A withdrawn event still ends values that were declared before the withdrawal, by its date if that is known
 * tonight. If the date is deleted and no end was reported, the value has expired.
 */
final class Expiry {
    /** No end is known. */
    static final long NEVER = Long.MAX_VALUE;

    /** It has already ended, and so has everything that depends on it. */
    static final long PASSED = Long.MIN_VALUE;

    /** The last day that readers in every language can represent. */
    private static final long LATEST = LocalDate.of(9999, 12, 31).toEpochDay();

    private final Policy policy;
    private final ZoneDays days;
    private final KnownValues values;
    private final List<Case> events;
    private final Withdrawals withdrawals;

    /**
     * @param events declarations of one subject, in the order of {@link Precedence}; none after the cut-off, and none
     *     of a minor
     * @param withdrawals of the subject by the cut-off
     */
    Expiry(Policy policy, ZoneDays days, KnownValues values, List<Case> events, Withdrawals withdrawals) {
        this.policy = policy;
        this.days = days;
        this.values = values;
        this.events = events;
        this.withdrawals = withdrawals;
    }

    /**
     * In days since the epoch, or {@link #NEVER}, or {@link #PASSED} if the log has already deleted the value. Of
     * several contents under one id and time, the earliest.
     */
    long lastDay(Case declaration) {
        long end = lastDayAlone(declaration);
        for (Case content : declaration.contents) {
            // Withdrawn content has no end of its own; the others beside it do not count anyway.
            end = content.fate == Fate.WITHDRAWN ? end : Math.min(end, lastDayAlone(content));
        }
        return end;
    }

    private long lastDayAlone(Case declaration) {
        if (declaration.wasCleared()) {
            return PASSED;
        }
        long tonight = computed(declaration);
        return declaration.reportedEnd == null ? tonight : Math.min(tonight, declaration.reportedEnd);
    }

    private long computed(Case declaration) {
        Statement statement = declaration.statement;
        long allowed = statement.validUntilEpochDay() == null ? NEVER : statement.validUntilEpochDay();
        Optional<Attribute> attribute = policy.attribute(statement.attribute());
        if (attribute.isEmpty()) {
            return allowed;
        }
        Keep keep = attribute.get().keep();
        long kept = periodEnd(keep, statement.declaredAtMicros());
        if (keep.until().isPresent()) {
            KeepUntil until = keep.until().get();
            kept = Math.min(
                    kept,
                    until.event().equals(attribute.get().name())
                            ? eventEnd(values.of(attribute.get(), statement.value()), until)
                            : eventEnd(until, statement.declaredAtMicros(), declaration.reportedEnd != null));
        }
        return Math.min(allowed, kept);
    }

    /** By the catalogue's retention rule for the attribute; the sunset of provided values is not applied here. */
    long lastDay(ProvidedValue provided, Attribute attribute) {
        Keep keep = attribute.keep();
        long kept = periodEnd(keep, provided.assignedAtMicros());
        if (keep.until().isPresent()) {
            KeepUntil until = keep.until().get();
            kept = Math.min(
                    kept,
                    until.event().equals(attribute.name())
                            ? eventEnd(provided.value(), until)
                            : eventEnd(until, provided.assignedAtMicros(), false));
        }
        return kept;
    }

    /** How long after its day the policy kept a date that has expired by itself; null for all other ends. */
    @Nullable
    Period endedAfter(Case ended, long businessDay) {
        if (ended.wasCleared()) {
            return ended.endedAfter;
        }
        return policy.attribute(ended.statement.attribute())
                .flatMap(attribute -> attribute
                        .keep()
                        .until()
                        .filter(until -> until.event().equals(attribute.name()))
                        .filter(until -> values.of(attribute, ended.statement.value()) instanceof Value.Day day
                                && day.date().plus(until.offset()).toEpochDay() < businessDay))
                .map(KeepUntil::offset)
                .orElse(null);
    }

    private long periodEnd(Keep keep, long micros) {
        return keep.period().isEmpty()
                ? NEVER
                : capped(LocalDate.ofEpochDay(days.dayOf(micros))
                        .plus(keep.period().get()));
    }

    /**
     * The end set by an event of another attribute, whose own end is not earlier.
     *
     * @param spokenAtMicros when the dependent value was declared
     * @param reported whether an end of the dependent value was reported on an earlier night, and so remains
     */
    private long eventEnd(KeepUntil until, long spokenAtMicros, boolean reported) {
        String name = until.event().value();
        for (Case event : events) {
            if (!event.statement.attribute().equals(name)) {
                continue;
            }
            boolean withdrawn = event.fate == Fate.WITHDRAWN;
            if (withdrawn && withdrawals.withdrawnAtMicros(event.statement) < spokenAtMicros) {
                continue;
            }
            if (event.wasCleared()) {
                return withdrawn && reported ? NEVER : PASSED;
            }
            Attribute attribute = policy.attribute(name).orElseThrow();
            long end = Math.min(lastDay(event), eventEnd(values.of(attribute, event.statement.value()), until));
            for (Case content : event.contents) {
                end = content.fate == Fate.WITHDRAWN
                        ? end
                        : Math.min(end, eventEnd(values.of(attribute, content.statement.value()), until));
            }
            return end;
        }
        return NEVER;
    }

    private static long eventEnd(@Nullable Value event, KeepUntil until) {
        return event instanceof Value.Day day ? capped(day.date().plus(until.offset())) : PASSED;
    }

    private static long capped(LocalDate day) {
        return Math.min(day.toEpochDay(), LATEST);
    }
}
