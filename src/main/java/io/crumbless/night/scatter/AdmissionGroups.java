package io.crumbless.night.scatter;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link AdmitStage} reads, in the groups that are its parts.
 *
 * @param delivered declarations, each group from one source
 * @param erasures erasure requests, each group from one source
 * @param logged files of the existing evidence log
 */
record AdmissionGroups(
        List<List<DeclaredPart>> delivered,
        List<List<Delivery<ErasureSource>>> erasures,
        List<Manifest.Output> logged) {
    private static final long PIECE_BYTES = 32L << 20;

    static AdmissionGroups of(Deliveries facts) {
        List<DeclaredPart> parts = new ArrayList<>();
        for (Delivery<DeclarationSource> delivery : facts.intake().declarations()) {
            List<DeliveryPart> pieces = pieces(delivery);
            pieces.forEach(piece -> parts.add(new DeclaredPart(delivery, piece, pieces.size())));
        }
        return new AdmissionGroups(
                SmallFiles.grouped(parts, DeclaredPart::bytes, DeclaredPart::isOfSourceOf),
                SmallFiles.grouped(
                        facts.intake().erasures(),
                        delivery -> delivery.file().size(),
                        (first, other) -> first.sourceName().equals(other.sourceName())),
                facts.log().map(log -> log.files(Layout.DECLARATIONS)).orElse(List.of()));
    }

    private static List<DeliveryPart> pieces(Delivery<DeclarationSource> delivery) {
        return delivery.source().place() instanceof DeliveryPlace.Files files
                ? DeliveryPart.of(delivery.file(), files.format(), PIECE_BYTES, delivery.parts())
                : List.of(DeliveryPart.whole(delivery.file()));
    }
}
