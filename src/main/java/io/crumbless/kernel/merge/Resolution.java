package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Resolves the declarations of one attribute to its value, and sets the fate of every undecided one. */
sealed interface Resolution {
    /** The rule in the lineage of declared values. */
    String DECLARED_RULE = "declared";

    /** The resolution of an attribute; null if it accepts no declared values. */
    static @Nullable Resolution of(Attribute attribute, int position, KnownValues values) {
        if (!attribute.accepts().contains(Origin.DECLARED)) {
            return null;
        }
        return attribute.onLater() == OnLater.ACCUMULATE
                ? new Accumulate(attribute, position, values)
                : new Replace(attribute, position, values);
    }

    /**
     * @param rivals all declarations of the attribute, in the order of {@link Precedence}, including decided ones
     * @param uses the purposes that declarations may still serve
     * @return null if no value remains
     */
    Profile.@Nullable Entry resolve(List<Case> rivals, Uses uses);

    /** The latest declaration counts. It replaces the earlier ones even if its own value is already deleted. */
    record Replace(Attribute attribute, int position, KnownValues values) implements Resolution {
        @Override
        public Profile.@Nullable Entry resolve(List<Case> rivals, Uses uses) {
            Profile.Entry entry = null;
            boolean taken = false;
            for (Case one : rivals) {
                if (one.isUndecided()) {
                    if (taken) {
                        one.fate = Fate.SUPERSEDED;
                    } else {
                        entry = project(one, uses);
                    }
                }
                taken |= takesThePlaceOfEarlier(one);
            }
            return entry;
        }

        private Profile.@Nullable Entry project(Case one, Uses uses) {
            List<String> permitted = uses.permitted(attribute, one);
            Value value = values.of(attribute, one.statement.value());
            if (permitted.isEmpty() || value == null) {
                one.fate = Fate.NOT_ALLOWED;
                return null;
            }
            List<String> purposes = uses.remaining(attribute, one, permitted);
            if (purposes.isEmpty()) {
                one.fate = Fate.RESTRICTED;
                return null;
            }
            one.fate = Fate.IN_FORCE;
            Lineage lineage = lineage(one.statement, purposes, one.lastDay, List.of());
            return new Profile.Entry(position, value, lineage);
        }
    }

    /**
     * The items of all remaining declarations are combined, for the purposes they have in common and until the first of
     * them ends. A declaration that shares no purpose with the later ones is superseded.
     */
    record Accumulate(Attribute attribute, int position, KnownValues values) implements Resolution {
        @Override
        public Profile.@Nullable Entry resolve(List<Case> rivals, Uses uses) {
            List<Case> parts = new ArrayList<>();
            List<Value> counted = new ArrayList<>();
            List<String> purposes = List.of();
            for (Case one : rivals) {
                if (!one.isUndecided()) {
                    continue;
                }
                List<String> permitted = uses.permitted(attribute, one);
                Value value = values.of(attribute, one.statement.value());
                if (permitted.isEmpty() || value == null) {
                    one.fate = Fate.NOT_ALLOWED;
                    continue;
                }
                List<String> served = uses.remaining(attribute, one, permitted);
                if (served.isEmpty()) {
                    one.fate = Fate.RESTRICTED;
                    continue;
                }
                List<String> shared = parts.isEmpty() ? served : intersection(purposes, served);
                if (shared.isEmpty()) {
                    one.fate = Fate.SUPERSEDED;
                    continue;
                }
                one.fate = Fate.IN_FORCE;
                purposes = shared;
                parts.add(one);
                counted.add(value);
            }
            return parts.isEmpty() ? null : entry(parts, counted, purposes);
        }

        private Profile.Entry entry(List<Case> parts, List<Value> counted, List<String> purposes) {
            if (parts.size() == 1) {
                Case only = parts.get(0);
                return new Profile.Entry(
                        position, counted.get(0), lineage(only.statement, purposes, only.lastDay, List.of()));
            }
            List<Value> items = new ArrayList<>();
            for (int i = counted.size() - 1; i >= 0; i--) {
                items.addAll(((Value.Items) counted.get(i)).items());
            }
            long lastDay = parts.stream().mapToLong(one -> one.lastDay).min().orElse(Expiry.NEVER);
            List<StatementRef> earlier = parts.stream()
                    .skip(1)
                    .map(one -> new StatementRef(one.statement.declarationId(), one.statement.source()))
                    .distinct()
                    .sorted(StatementRef.ORDER)
                    .toList();
            Lineage lineage = lineage(parts.get(0).statement, purposes, lastDay, earlier);
            return new Profile.Entry(position, new Value.Items(items), lineage);
        }

        private static List<String> intersection(List<String> left, List<String> right) {
            return left.stream().filter(right::contains).toList();
        }
    }

    private static boolean takesThePlaceOfEarlier(Case one) {
        return one.fate != Fate.FUTURE && one.fate != Fate.MINOR && (one.fate != Fate.CORRECTED || one.revoked);
    }

    private static Lineage lineage(
            Statement from, List<String> purposes, long lastDay, List<StatementRef> accumulatedFrom) {
        return new Lineage(
                Origin.DECLARED,
                from.declarationId(),
                from.source(),
                from.channel(),
                from.elicitation(),
                purposes,
                Objects.requireNonNull(from.notice(), "an admitted declaration names its notice"),
                from.legalBasis(),
                from.declaredAtMicros(),
                epochDay(lastDay),
                DECLARED_RULE,
                accumulatedFrom);
    }

    /** The day as stored in a column; null if no end is known. */
    static @Nullable Integer epochDay(long lastDay) {
        return lastDay == Expiry.NEVER ? null : Math.toIntExact(lastDay);
    }
}
