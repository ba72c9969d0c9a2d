package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.InputCommand;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where checkpoints are recorded out of reach of those who can change warehouse and control database; {@code anchor} of
 * a job file.
 *
 * @param file in a place where lines can be appended and not changed; empty for none
 * @param command program and arguments, which receives the line on its standard input; empty for none
 */
public record AnchorSettings(Optional<Location> file, List<String> command) {
    public static final AnchorSettings NONE = new AnchorSettings(Optional.empty(), List.of());

    public AnchorSettings {
        command = List.copyOf(command);
    }

    /** @param resolved resolves a path relative to the job file */
    public static AnchorSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        Optional<Location> file = mapping.optionalString("file").map(path -> Location.of(resolved.apply(path)));
        List<String> command = mapping.optionalList("command").map(YamlList::texts).orElse(List.of()).stream()
                .map(SettingText::text)
                .toList();
        if (file.isEmpty() && command.isEmpty()) {
            mapping.problem("file", "Missing anchor.file or anchor.command: name where checkpoints are kept");
        }
        if (file.isPresent() && !file.get().isLocal()) {
            mapping.problem("file", "Unsupported anchor.file: it must be a local file; hand the line to a command");
        }
        if (InputCommand.showsSecret(command)) {
            mapping.problem("command", "Unsupported anchor.command: " + InputCommand.SHOWS_SECRET);
        }
        mapping.finish();
        return new AnchorSettings(file.filter(Location::isLocal), command);
    }
}
