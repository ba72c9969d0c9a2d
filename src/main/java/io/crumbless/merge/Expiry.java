package io.crumbless.merge;

import io.crumbless.declaration.Statement;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Keep;
import io.crumbless.policy.KeepUntil;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Night;
import io.crumbless.profile.Value;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The last day on which declarations of one subject may be used: the earliest of what the person allowed, the
 * catalogue's period from the day they spoke, and the catalogue's event.
 */
final class Expiry {
    /** No end is known. */
    static final long NEVER = Long.MAX_VALUE;

    /** It has ended already, and with it all that depends on it. */
    static final long PASSED = Long.MIN_VALUE;

    private final Policy policy;
    private final Night night;
    private final List<Case> declarations;

    /** @param declarations of one subject, in the order of {@link Precedence}, not withdrawn and not of a later day */
    Expiry(Policy policy, Night night, List<Case> declarations) {
        this.policy = policy;
        this.night = night;
        this.declarations = declarations;
    }

    /** In days since the epoch, or {@link #NEVER}, or {@link #PASSED} where the log let the value go before. */
    long lastDay(Statement declaration) {
        long last = declaration.validUntilEpochDay() == null ? NEVER : declaration.validUntilEpochDay();
        Optional<Attribute> attribute = policy.attribute(declaration.attribute());
        if (attribute.isEmpty()) {
            return last;
        }
        Keep keep = attribute.get().keep();
        if (keep.period().isPresent()) {
            LocalDate spokenOn = LocalDate.ofEpochDay(night.dayOf(declaration.declaredAtMicros()));
            last = Math.min(last, spokenOn.plus(keep.period().get()).toEpochDay());
        }
        if (keep.until().isPresent()) {
            last = Math.min(last, end(keep.until().get(), declaration));
        }
        return last;
    }

    private long end(KeepUntil until, Statement declaration) {
        String event = until.event().value();
        if (event.equals(declaration.attribute())) {
            return plusOffset(declaration, until);
        }
        for (Case one : declarations) {
            if (one.statement.attribute().equals(event)) {
                return one.wasCleared() ? PASSED : plusOffset(one.statement, until);
            }
        }
        return NEVER;
    }

    private long plusOffset(Statement event, KeepUntil until) {
        String text = event.value();
        Optional<Value> value = text == null
                ? Optional.empty()
                : policy.attribute(until.event())
                        .flatMap(attribute -> attribute.type().parse(text));
        if (value.isPresent() && value.get() instanceof Value.Day day) {
            return day.date().plus(until.offset()).toEpochDay();
        }
        return PASSED;
    }
}
