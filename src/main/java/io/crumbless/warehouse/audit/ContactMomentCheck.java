package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.kernel.catalogue.ContactRule;
import io.crumbless.warehouse.remark.Code;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares contact moments with profiles: each follows from a declared date, and each such date has its moment. */
final class ContactMomentCheck {
    private final Walk walk;
    private final PolicyTables tables;
    private final Findings.Tally tally;
    private final AuditedColumn attribute;
    private final AuditedColumn purpose;
    private final AuditedColumn channel;
    private final AuditedColumn opens;
    private final AuditedColumn closes;
    private final AuditedColumn source;
    private final AuditedColumn declarationId;
    private final List<ProfileValue> met = new ArrayList<>();

    ContactMomentCheck(Walk walk, PolicyTables tables, Findings.Tally tally) {
        this.walk = walk;
        this.tables = tables;
        this.tally = tally;
        this.attribute = walk.field("attribute", tables::attribute);
        this.purpose = walk.field("purpose", tables::purpose);
        this.channel = walk.field("channel");
        this.opens = walk.field("opens");
        this.closes = walk.field("closes");
        this.source = walk.field("source");
        this.declarationId = walk.field("declaration_id");
    }

    Walk walk() {
        return walk;
    }

    /** @param values the subject's values in the profile; empty if it has no profile */
    void check(SubjectBytes subject, List<ProfileValue> values, Walk profiles) {
        met.clear();
        while (walk.isAt(subject)) {
            tally.looked(Rule.MOMENTS_ASKED_FOR);
            checkRow(walk.row(), values);
            walk.next();
        }
        for (ProfileValue held : values) {
            if (!met.contains(held) && window(held, values) != null) {
                tally.found(Rule.MOMENTS_ASKED_FOR, profiles.place().attribute(held.name), Code.MOMENT_MISSING);
            }
        }
    }

    /** When and on which channel the person wants to be contacted. */
    private record Window(int purpose, String channel, LocalDate opens, LocalDate closes) {}

    private void checkRow(long row, List<ProfileValue> values) {
        attribute.at(row);
        purpose.at(row);
        ProfileValue held = find(values, attribute.code());
        Window window = held == null ? null : window(held, values);
        if (held == null || window == null) {
            found(Code.MOMENT_NOT_ASKED_FOR);
            return;
        }
        met.add(held);
        if (!AttributeColumns.same(declarationId.at(row), held.declarationId())
                || !String.valueOf(source.text(row)).equals(held.source())) {
            found(Code.MOMENT_OF_ANOTHER_DECLARATION);
        }
        if (purpose.code() != window.purpose()) {
            found(Code.MOMENT_FOR_ANOTHER_PURPOSE);
        }
        if (!window.channel().equals(channel.text(row))) {
            found(Code.MOMENT_ON_ANOTHER_CHANNEL);
        }
        if (opens.at(row).whole() != window.opens().toEpochDay()
                || closes.at(row).whole() != window.closes().toEpochDay()) {
            found(Code.MOMENT_AT_ANOTHER_TIME);
        }
    }

    private void found(Code what) {
        tally.found(Rule.MOMENTS_ASKED_FOR, walk.place(), what);
    }

    private static @Nullable ProfileValue find(List<ProfileValue> values, int position) {
        for (ProfileValue held : values) {
            if (held.position == position) {
                return held;
            }
        }
        return null;
    }

    /** Null if the value requires no contact moment tonight. */
    private @Nullable Window window(ProfileValue held, List<ProfileValue> values) {
        Optional<ContactRule> rule = tables.attributes.get(held.position).contact();
        if (rule.isEmpty() || !held.isDeclared()) {
            return null;
        }
        int wanted = tables.purpose(rule.get().purpose());
        ProfileValue chosen = find(values, tables.channelAttribute());
        boolean asked = held.serves(wanted) && chosen != null && chosen.isDeclared() && chosen.serves(wanted);
        if (!asked || chosen == null) {
            return null;
        }
        ColumnCursor date = held.value();
        LocalDate declared = LocalDate.ofEpochDay(date.whole());
        LocalDate first = declared.plus(rule.get().opens());
        LocalDate last = declared.plus(rule.get().closes());
        for (ProfileValue ends : List.of(held, chosen)) {
            if (ends.validUntil() != Integer.MIN_VALUE && ends.validUntil() < last.toEpochDay()) {
                last = LocalDate.ofEpochDay(ends.validUntil());
            }
        }
        return last.isBefore(tables.businessDate()) || last.isBefore(first)
                ? null
                : new Window(wanted, String.valueOf(chosen.value().text()), first, last);
    }
}
