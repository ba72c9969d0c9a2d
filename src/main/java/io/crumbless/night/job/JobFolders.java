package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.delivery.DatabaseUrl;
import io.crumbless.settings.yaml.YamlMapping;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Resolves the paths of a job file, and determines defaults of local folders. */
final class JobFolders {
    private final YamlMapping job;
    private final Path folder;

    /** @param folder folder of the job file, against which its paths are resolved */
    JobFolders(YamlMapping job, Path folder) {
        this.job = job;
        this.folder = folder;
    }

    /** The path at a required key. */
    Location required(String key) {
        String text = job.string(key);
        return text.isEmpty() ? Location.of(folder) : resolve(text);
    }

    /** A path that may contain wildcards, as text. */
    String resolved(String path) {
        return Location.of(folder).resolveGlob(path).text();
    }

    /** The control database; by default an H2 file beside the warehouse. */
    ControlSettings control(Location warehouse) {
        Location beside = warehouse.resolve("../control");
        Optional<YamlMapping> control = job.optionalMapping("control");
        if (control.isEmpty()) {
            Path unnamed = localFolder(job, "control", "control.folder", Optional.empty(), beside);
            requireNoSettings(job, unnamed);
            return ControlSettings.in(unnamed);
        }
        YamlMapping mapping = control.get();
        Path controlFolder = localFolder(mapping, "folder", "control.folder", location(mapping, "folder"), beside);
        Optional<String> url = mapping.optionalString("url");
        url.flatMap(JobFolders::fault).ifPresent(fault -> mapping.problem("url", fault));
        if (url.isEmpty()) {
            requireNoSettings(mapping, controlFolder);
        }
        Optional<String> user = mapping.optionalString("user");
        Optional<Path> passwordFile = location(mapping, "password-file").flatMap(Location::localPath);
        for (String key : List.of("user", "password-file")) {
            if (url.isEmpty() && mapping.has(key)) {
                mapping.problem(key, "Invalid control." + key + ": the H2 file has none; it belongs with control.url");
            }
        }
        mapping.finish();
        return new ControlSettings(controlFolder, url, user, passwordFile);
    }

    private static Optional<String> fault(String url) {
        if (DatabaseUrl.mayHoldPassword(url)) {
            return Optional.of(
                    "Invalid control.url: it holds a password; keep it in a file and name that with 'password-file'");
        }
        return url.startsWith("jdbc:postgresql:")
                ? DatabaseUrl.fault(url).map(fault -> "Unsupported control.url: " + fault)
                : Optional.of("Unsupported control.url: only jdbc:postgresql: is; leave it out for an H2 file in"
                        + " control.folder");
    }

    /** In an H2 address, settings follow a semicolon. */
    private static void requireNoSettings(YamlMapping mapping, Path controlFolder) {
        if (controlFolder.toString().contains(";")) {
            mapping.problem(
                    "folder",
                    "Unsupported control.folder " + controlFolder
                            + ": an H2 file cannot be in a folder with ';' in its path; name another one");
        }
    }

    /**
     * A folder that only this job uses, even if the job file names a shared one: its files are deleted after the night.
     */
    Path spill(String name, Location warehouse) {
        Optional<Location> named = location(job, "spill");
        Path folder = localFolder(job, "spill", "spill", named, warehouse.resolve(".spill"));
        String digits =
                Sha256.hex(warehouse.text().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return named.isEmpty() ? folder : folder.resolve("crumbless-" + name + "-" + digits);
    }

    /** A local folder, by default beside a local warehouse. */
    private Path localFolder(YamlMapping mapping, String key, String label, Optional<Location> named, Location beside) {
        Optional<Path> local = named.orElse(beside).localPath();
        if (local.isEmpty()) {
            mapping.problem(
                    key,
                    named.isPresent()
                            ? "Unsupported " + label + ": it must be a local folder"
                            : "Missing " + label + ": the warehouse is not on a local disk; name a local folder");
        }
        return local.orElse(folder).normalize();
    }

    private Optional<Location> location(YamlMapping mapping, String key) {
        return mapping.optionalString(key).map(this::resolve);
    }

    private Location resolve(String text) {
        return Location.of(folder).resolve(text).normalized();
    }
}
