package io.crumbless.merge;

import io.crumbless.declaration.Statement;
import io.crumbless.legacy.ProvidedValue;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Keep;
import io.crumbless.policy.KeepUntil;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Value;
import io.crumbless.profile.ZoneDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last day on which values of one subject may be used: the earliest of what the person allowed, the catalogue's
 * period from the day they spoke, and the catalogue's event.
 */
final class Expiry {
    /** No end is known. */
    static final long NEVER = Long.MAX_VALUE;

    /** It has ended already, and with it all that depends on it. */
    static final long PASSED = Long.MIN_VALUE;

    private final Policy policy;
    private final ZoneDays days;
    private final KnownValues values;
    private final List<Case> declarations;

    /** @param declarations of one subject, in the order of {@link Precedence}, not withdrawn and not of a later day */
    Expiry(Policy policy, ZoneDays days, KnownValues values, List<Case> declarations) {
        this.policy = policy;
        this.days = days;
        this.values = values;
        this.declarations = declarations;
    }

    /** In days since the epoch, or {@link #NEVER}, or {@link #PASSED} where the log let the value go before. */
    long lastDay(Statement declaration) {
        long allowed = declaration.validUntilEpochDay() == null ? NEVER : declaration.validUntilEpochDay();
        Optional<Attribute> attribute = policy.attribute(declaration.attribute());
        if (attribute.isEmpty()) {
            return allowed;
        }
        Keep keep = attribute.get().keep();
        long kept = periodEnd(keep, declaration.declaredAtMicros());
        if (keep.until().isPresent()) {
            KeepUntil until = keep.until().get();
            kept = Math.min(
                    kept,
                    until.event().equals(attribute.get().name())
                            ? eventEnd(values.of(attribute.get(), declaration.value()), until)
                            : eventEnd(until));
        }
        return Math.min(allowed, kept);
    }

    /** By what the catalogue says of every value of the attribute; the sunset of provided values is not looked at. */
    long lastDay(ProvidedValue provided, Attribute attribute) {
        Keep keep = attribute.keep();
        long kept = periodEnd(keep, provided.assignedAtMicros());
        if (keep.until().isPresent()) {
            KeepUntil until = keep.until().get();
            kept = Math.min(
                    kept, until.event().equals(attribute.name()) ? eventEnd(provided.value(), until) : eventEnd(until));
        }
        return kept;
    }

    private long periodEnd(Keep keep, long micros) {
        return keep.period().isEmpty()
                ? NEVER
                : LocalDate.ofEpochDay(days.dayOf(micros))
                        .plus(keep.period().get())
                        .toEpochDay();
    }

    /** The end set by another attribute, which itself ends no earlier. */
    private long eventEnd(KeepUntil until) {
        String event = until.event().value();
        for (Case one : declarations) {
            if (one.statement.attribute().equals(event)) {
                Attribute attribute = policy.attribute(event).orElseThrow();
                return one.wasCleared()
                        ? PASSED
                        : Math.min(
                                lastDay(one.statement), eventEnd(values.of(attribute, one.statement.value()), until));
            }
        }
        return NEVER;
    }

    private static long eventEnd(@Nullable Value event, KeepUntil until) {
        return event instanceof Value.Day day ? day.date().plus(until.offset()).toEpochDay() : PASSED;
    }
}
