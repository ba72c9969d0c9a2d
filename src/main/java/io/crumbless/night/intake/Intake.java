package io.crumbless.night.intake;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one night reads.
 *
 * @param takenBefore increments that are already in the evidence log, in order
 * @param notices empty deliveries, and expected ones that are missing
 */
public record Intake(
        List<Delivery<MembershipSource>> memberships,
        List<Delivery<LinkSource>> links,
        List<Delivery<OptOutSource>> optOuts,
        List<Delivery<DeclarationSource>> declarations,
        List<Delivery<ErasureSource>> erasures,
        List<Manifest.Taken> takenBefore,
        List<String> notices) {
    public Intake {
        memberships = List.copyOf(memberships);
        links = List.copyOf(links);
        optOuts = List.copyOf(optOuts);
        declarations = List.copyOf(declarations);
        erasures = List.copyOf(erasures);
        takenBefore = List.copyOf(takenBefore);
        notices = List.copyOf(notices);
    }

    public List<Delivery<?>> all() {
        List<Delivery<?>> all = new ArrayList<>();
        Stream.of(memberships, links, optOuts, declarations, erasures).forEach(all::addAll);
        return all;
    }

    public List<Manifest.Input> inputs() {
        return all().stream().map(delivery -> (Manifest.Input) delivery.input()).toList();
    }

    /** All increments in the evidence log after the night, in order. */
    public List<Manifest.Taken> takenAfter() {
        Stream<Manifest.Taken> increments = declarations.stream()
                .filter(delivery -> IntakeReader.isIncrement(delivery.source()))
                .map(delivery -> new Manifest.Taken(delivery.sourceName(), delivery.sha256()));
        return Stream.concat(takenBefore.stream(), increments)
                .distinct()
                .sorted()
                .toList();
    }
}
