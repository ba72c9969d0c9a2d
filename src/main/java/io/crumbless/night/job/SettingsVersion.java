package io.crumbless.night.job;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.settings.yaml.YamlContent;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hash of all settings on which the bytes of a snapshot depend: those for reading deliveries, zone and page layout. */
final class SettingsVersion {
    /** Keys for the location of deliveries, which do not affect how they are read. */
    private static final Set<String> WHERE_DELIVERIES_ARE = Stream.of(
                    "legacy.memberships", "legacy.links", "legacy.opt-outs", "declarations", "erasures")
            .flatMap(source -> Stream.of(
                            "path",
                            "may-be-missing",
                            "database.url",
                            "database.scripts",
                            "database.user",
                            "database.password-file")
                    .map(key -> source + "." + key))
            .collect(Collectors.toUnmodifiableSet());

    private SettingsVersion() {}

    static String of(YamlMapping job, ZoneId zone, PageLayout pages) {
        StringBuilder settings = new StringBuilder(zone.getId());
        for (String key : List.of("legacy", "declarations", "erasures")) {
            settings.append('\n').append(key).append(' ').append(YamlContent.of(job, key, WHERE_DELIVERIES_ARE));
        }
        for (String key : List.of("ids", "cookie-ids")) {
            // An absent key does not affect the hash, so that versions without the key have the same hash.
            settings.append(job.has(key) ? "\n" + key + " " + YamlContent.of(job, key, Set.of()) : "");
        }
        if (pages != PageLayout.ONE_FRAME) {
            settings.append("\npages ").append(pages);
        }
        return Sha256.hex(settings.toString().getBytes(StandardCharsets.UTF_8));
    }
}
