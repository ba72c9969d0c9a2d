package io.crumbless.night.intake;

import io.crumbless.night.delivery.ColumnMapping;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveredColumns;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.LegacyColumns;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks headers before anything is read: a mapped column that is missing, and columns that are not read. The headers
 * of memberships and links, possibly thousands of files, are checked when those are read.
 */
final class ColumnNotices {
    /** Notices without the file name, with their files: the first, and how many. */
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    private final Map<String, UnreadColumns> inTables;

    private ColumnNotices(Map<String, UnreadColumns> inTables) {
        this.inTables = inTables;
    }

    /**
     * Checks every file.
     *
     * @param inTables unread columns of database tables, by source
     * @throws io.crumbless.process.Failure supplier, if no record of a file has a mapped key
     */
    static List<String> of(Intake intake, Map<String, UnreadColumns> inTables) {
        ColumnNotices notices = new ColumnNotices(inTables);
        intake.memberships().forEach(notices::memberships);
        intake.links().forEach(notices::links);
        for (Delivery<OptOutSource> delivery : intake.optOuts()) {
            notices.optOuts(delivery);
        }
        intake.declarations().forEach(notices::declarations);
        intake.erasures().forEach(notices::erasures);
        return notices.texts();
    }

    /** As {@link #of}, for erasure requests only. */
    static List<String> ofErasures(List<Delivery<ErasureSource>> erasures, Map<String, UnreadColumns> inTables) {
        ColumnNotices notices = new ColumnNotices(inTables);
        erasures.forEach(notices::erasures);
        return notices.texts();
    }

    private void memberships(Delivery<MembershipSource> delivery) {
        if (delivery.source().files().format() == Format.JSONL) {
            note(delivery, LegacyColumns.of(delivery.source(), delivery.file()));
        }
    }

    private void links(Delivery<LinkSource> delivery) {
        if (delivery.source().files().database().isPresent()) {
            note(delivery, inTables.getOrDefault(delivery.sourceName(), UnreadColumns.NONE));
        } else if (delivery.source().files().format() == Format.JSONL) {
            note(delivery, LegacyColumns.of(delivery.source(), delivery.file()));
        }
    }

    private void optOuts(Delivery<OptOutSource> delivery) {
        if (delivery.source().files().database().isPresent()) {
            note(delivery, inTables.getOrDefault(delivery.sourceName(), UnreadColumns.NONE));
        } else {
            note(delivery, LegacyColumns.of(delivery.source(), delivery.file()));
        }
    }

    private void declarations(Delivery<DeclarationSource> delivery) {
        statements(delivery, delivery.source().place(), delivery.source().columns());
    }

    private void erasures(Delivery<ErasureSource> delivery) {
        statements(delivery, delivery.source().place(), delivery.source().columns());
    }

    private void statements(Delivery<?> delivery, DeliveryPlace place, ColumnMapping columns) {
        note(
                delivery,
                place instanceof DeliveryPlace.Files files
                        ? DeliveredColumns.of(delivery.file(), files.format(), columns)
                        : inTables.getOrDefault(delivery.sourceName(), UnreadColumns.NONE));
    }

    private void note(Delivery<?> delivery, UnreadColumns columns) {
        UnreadColumns.names(columns.flags()).forEach(flag -> note(delivery, flag, UnreadColumns.FLAG));
        UnreadColumns.names(columns.choices()).forEach(name -> note(delivery, name, UnreadColumns.CHOICES));
        UnreadColumns.names(columns.evidence()).forEach(name -> note(delivery, name, UnreadColumns.EVIDENCE));
        UnreadColumns.names(columns.insteadOf().keySet())
                .forEach(name -> note(
                        delivery,
                        name,
                        "is not read, and may be '" + columns.insteadOf().get(name)
                                + "', which is missing there. Map it under columns, or list it under ignore-columns"));
        UnreadColumns.names(columns.maps())
                .forEach(
                        name -> note(
                                delivery,
                                name,
                                "holds objects within objects; each of their fields counts as a value under its whole name. If it is"
                                        + " a map of segments, read its entries with shape list (docs/reference/job.md), or list it under ignore-columns"));
    }

    private void note(Delivery<?> delivery, String column, String what) {
        found.computeIfAbsent(
                        "Column '" + column + "' of source '" + delivery.sourceName() + "' (%s) " + what,
                        any -> new ArrayList<>())
                .add(delivery.label());
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        found.forEach((text, files) -> texts.add(text.replace(
                "(%s)",
                "(" + files.get(0) + (files.size() == 1 ? "" : " and " + Quantity.of(files.size() - 1, "other file"))
                        + ")")));
        return texts;
    }
}
