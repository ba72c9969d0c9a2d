package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.OutputParts;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds empty files of declarations where a working export would have written something: the header of a CSV file, the
 * people of a full snapshot. An empty file beside others is a notice; if a night has nothing else to read of the
 * source, withdrawals may be missing, and it is refused.
 */
final class HollowDeliveries {
    private final DeclarationSource source;
    private final LocalDate businessDate;
    private final boolean isSnapshot;
    private final boolean isTelling;
    private final List<Delivery<DeclarationSource>> hollow = new ArrayList<>();
    private boolean hasOthers;

    HollowDeliveries(DeclarationSource source, DeliveryPlace.Files files, LocalDate businessDate) {
        this.source = source;
        this.businessDate = businessDate;
        this.isSnapshot = source.delivers() == Delivers.SNAPSHOT;
        this.isTelling = isSnapshot || hasHeader(files.format());
    }

    private static boolean hasHeader(FileFormat format) {
        return format instanceof FileFormat.Csv csv && csv.dialect().columns().isEmpty();
    }

    /** @param isNew whether its content was not read by an earlier night; all empty files have the same content */
    void add(Delivery<DeclarationSource> delivery, boolean isNew, boolean holdsNothing) {
        boolean isOfTonight = isNew || isSnapshot || businessDate.equals(delivery.date());
        if (isTelling && isOfTonight) {
            if (holdsNothing && !isBesideFull(delivery.file())) {
                hollow.add(delivery);
            } else {
                hasOthers = true;
            }
        }
    }

    private static boolean isBesideFull(FileEntry file) {
        return OutputParts.isBesideFull(file);
    }

    /**
     * Notices about empty files.
     *
     * @throws Failure supplier, if there are only empty files
     */
    List<String> judged() {
        if (!hollow.isEmpty() && !hasOthers) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read the declarations in " + hollow.get(0).file().location() + " (source '" + source.name()
                            + "'): " + why() + ", and no other file of the source is there for " + businessDate
                            + "; have it delivered again, or where nobody declared or withdrew anything "
                            + (isSnapshot ? "the header alone or an empty line" : "the header alone or no file")
                            + ", and run again");
        }
        return hollow.stream()
                .map(delivery -> "File " + delivery.label() + " of source '" + source.name() + "': " + why()
                        + "; have it delivered again")
                .toList();
    }

    private String why() {
        return "the file holds nothing, not even a header, so its export may have failed";
    }
}
