package io.crumbless.night.scatter;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Intake;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.warehouse.snapshot.Program;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of parts that read legacy deliveries, on which their content depends: the bytes of the files, how they are
 * read, the policy, links and opt-outs, and the program version.
 *
 * <p>The business date is not part of a key, or no night could reuse results of the previous one. What depends on it
 * is: attributes whose sunset has passed, and times in the job file that contain the date. Whether a part contains
 * facts at the cut-off or later is stored with it ({@link KeptSpill#dated}); if not, it has none for a later night
 * either.
 *
 * <p>Copies of tables and databases have no key: their hash does not depend on the order of records, but their parts
 * do.
 */
final class PartKeys {
    private final LocalWork<Deliveries> work;
    private final String common;
    private final String links;

    /** @param settingsVersion content hash of how the job file says that deliveries are read */
    PartKeys(LocalWork<Deliveries> work, String settingsVersion) {
        this.work = work;
        this.common = String.join(
                "\n",
                Workspace.VERSION,
                "program " + Program.build(),
                "java " + Runtime.version() + " zones "
                        + ZoneRulesProvider.getVersions("UTC").lastKey(),
                "policy " + work.policy().version(),
                "settings " + settingsVersion,
                "zone " + work.night().zone());
        this.links = hash(bearOnMemberships(work.facts().intake()).map(PartKeys::line));
    }

    /** Opt-outs of sale and sharing do not apply to legacy values, and are delivered daily. */
    private static Stream<Delivery<?>> bearOnMemberships(Intake intake) {
        return Stream.of(
                        intake.links().stream(),
                        intake.optOuts().stream()
                                .filter(delivery -> delivery.source().terms().ofLegacy()),
                        keyedBySubject(intake))
                .flatMap(each -> each);
    }

    private static Stream<Delivery<MembershipSource>> keyedBySubject(Intake intake) {
        return intake.memberships().stream()
                .filter(delivery -> delivery.source().keyedBySubject());
    }

    /**
     * Key of all links and opt-outs. Empty if there are opt-outs of sale and sharing: without a time they count as of
     * tonight.
     */
    Optional<PartKey> ofLinks() {
        Intake intake = work.facts().intake();
        List<Delivery<?>> read = Stream.of(intake.links().stream(), intake.optOuts().stream(), keyedBySubject(intake))
                .<Delivery<?>>flatMap(each -> each)
                .toList();
        boolean asOfTonight = intake.optOuts().stream()
                .anyMatch(delivery -> !delivery.source().terms().scopes().isEmpty());
        return asOfTonight
                ? Optional.empty()
                : key("links", read, "read " + hash(read.stream().map(PartKeys::line)));
    }

    /** Key of some pieces of deliveries of one source. */
    Optional<PartKey> ofMemberships(List<Delivery<MembershipSource>> deliveries, List<MembershipSplit> splits) {
        MembershipSource source = deliveries.get(0).source();
        StringBuilder text = new StringBuilder();
        text.append("links ").append(links);
        text.append("\nsunset passed ").append(sunsetPassed());
        OptionalLong stated = source.statedMicros(work.night());
        text.append("\nassigned at ").append(stated.isPresent() ? stated.getAsLong() : "as delivered");
        for (int i = 0; i < splits.size(); i++) {
            MembershipSplit split = splits.get(i);
            text.append('\n').append(line(deliveries.get(i)));
            text.append(" groups ").append(split.fromRowGroup()).append('-').append(split.toRowGroup());
            text.append(" rows ").append(split.rows()).append(' ').append(split.text());
        }
        return key("memberships", deliveries, text.toString());
    }

    private Optional<PartKey> key(String what, List<? extends Delivery<?>> read, String text) {
        boolean keyed = read.stream().noneMatch(Delivery::staged)
                && work.facts().share().equals(KeyShare.ALL);
        String labels = read.stream().map(Delivery::label).collect(Collectors.joining("\n"));
        return keyed
                ? Optional.of(new PartKey(
                        common + "\n" + what + "\n" + text, labels, work.night().businessDate()))
                : Optional.empty();
    }

    private String sunsetPassed() {
        return work.policy().attributes().stream()
                .filter(attribute -> attribute
                        .provided()
                        .filter(rule -> work.night().businessDate().isAfter(rule.until()))
                        .isPresent())
                .map(Attribute::name)
                .map(name -> name.value())
                .collect(Collectors.joining(" "));
    }

    /** Folders may contain column values; otherwise the location of the file is irrelevant. */
    private static String line(Delivery<?> delivery) {
        String folders = String.valueOf(delivery.file().location().partitions());
        return String.join(
                " ",
                delivery.kind(),
                delivery.sourceName(),
                delivery.sha256(),
                String.valueOf(delivery.records()),
                folders.equals("{}") ? "" : Sha256.hex(folders.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(Stream<String> lines) {
        return Sha256.hex(lines.collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
    }
}
