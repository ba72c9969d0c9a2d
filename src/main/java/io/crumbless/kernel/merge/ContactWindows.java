package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ContactRule;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Derives contact moments: around a date that the person declared, for the purpose that the catalogue names if they
 * declared the date for it, on the channel they chose for that purpose. Without a chosen channel there is no moment. A
 * moment ends with the date or the channel choice on which it is based.
 */
final class ContactWindows {
    private final Policy policy;
    private final Night night;
    private final int channelAttribute;
    private final boolean anyRule;

    ContactWindows(Policy policy, Night night) {
        this.policy = policy;
        this.night = night;
        this.channelAttribute = policy.channelAttribute()
                .map(attribute -> policy.indexOf(attribute.name().value()))
                .orElse(-1);
        this.anyRule = policy.attributes().stream()
                .anyMatch(attribute -> attribute.contact().isPresent());
    }

    /** The windows that have not ended yet, in the order of the catalogue. */
    List<ContactMoment> of(List<Profile.Entry> entries) {
        List<ContactMoment> moments = new ArrayList<>();
        if (anyRule && channelAttribute >= 0) {
            for (Profile.Entry entry : entries) {
                moment(entry, entries).ifPresent(moments::add);
            }
        }
        return moments;
    }

    private Optional<ContactMoment> moment(Profile.Entry entry, List<Profile.Entry> entries) {
        Attribute attribute = policy.attributes().get(entry.attribute());
        boolean declaredDate = entry.lineage().origin() == Origin.DECLARED && entry.value() instanceof Value.Day;
        if (attribute.contact().isEmpty() || !declaredDate) {
            return Optional.empty();
        }
        ContactRule rule = attribute.contact().get();
        Optional<Profile.Entry> channel = chosenChannel(entries, rule.purpose());
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        LocalDate date = ((Value.Day) entry.value()).date();
        LocalDate closes = notAfter(
                notAfter(date.plus(rule.closes()), entry.lineage().validUntilEpochDay()),
                channel.get().lineage().validUntilEpochDay());
        boolean open = entry.lineage().purposes().contains(rule.purpose())
                && !closes.isBefore(night.businessDate())
                && !closes.isBefore(date.plus(rule.opens()));
        if (!open) {
            return Optional.empty();
        }
        return Optional.of(new ContactMoment(
                attribute.name().value(),
                rule.purpose(),
                channel.get().value().canonical(),
                date.plus(rule.opens()),
                closes,
                entry.lineage().source(),
                Objects.requireNonNull(entry.lineage().declarationId(), "a declared value names its declaration")));
    }

    private static LocalDate notAfter(LocalDate day, @Nullable Integer lastEpochDay) {
        return lastEpochDay != null && lastEpochDay < day.toEpochDay() ? LocalDate.ofEpochDay(lastEpochDay) : day;
    }

    /** The chosen channel is usable only for its own purposes, like every value. */
    private Optional<Profile.Entry> chosenChannel(List<Profile.Entry> entries, String purpose) {
        return entries.stream()
                .filter(entry -> entry.attribute() == channelAttribute
                        && entry.lineage().origin() == Origin.DECLARED
                        && entry.lineage().purposes().contains(purpose))
                .findFirst();
    }
}
