package io.crumbless.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Logging without a file to parse at every start: warnings of libraries on standard error. {@code crumbless.log} as a
 * system property names another level. A {@code logback.xml} on the class path takes precedence.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String LEVEL_PROPERTY = "crumbless.log";

    /**
     * Must be called before a second thread starts: SLF4J prints a warning on standard error if two threads initialise
     * it at the same time.
     */
    public static void begin() {
        LoggerFactory.getILoggerFactory();
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss} %level %logger{0}: %msg%n%nopex");
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.WARN));
        root.addAppender(stderr);
        // Warns at every migration that H2 is newer than the versions it was tested with; our own tests cover it.
        context.getLogger("org.flywaydb.core.internal.database.base.Database").setLevel(Level.ERROR);
        // Warns at every start that it has no specific support for H2; our own tests cover that too.
        context.getLogger("com.github.kagkarlsson.scheduler").setLevel(Level.ERROR);
        // It quotes paths and headers of requests, which may be personal.
        context.getLogger("org.eclipse.jetty").setLevel(Level.OFF);
        if (System.getProperty(LEVEL_PROPERTY) == null) {
            // They report failures and interruptions before our own message, which contains the cause and who has to
            // act.
            context.getLogger("org.flywaydb").setLevel(Level.OFF);
            context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
            // They warn about their own operation, or repeat the message of the failure.
            context.getLogger("org.apache.hadoop").setLevel(Level.ERROR);
            context.getLogger("software.amazon").setLevel(Level.ERROR);
            context.getLogger("io.delta").setLevel(Level.OFF);
            context.getLogger("org.apache.kafka").setLevel(Level.OFF);
            context.getLogger("org.apache.iceberg").setLevel(Level.OFF);
            context.getLogger("org.apache.orc").setLevel(Level.OFF);
            context.getLogger("org.springframework.batch.core.step").setLevel(Level.OFF);
            context.getLogger("org.springframework.batch.core.job").setLevel(Level.OFF);
            context.getLogger("org.springframework.transaction").setLevel(Level.OFF);
            context.getLogger("org.springframework.jdbc.support.JdbcTransactionManager")
                    .setLevel(Level.OFF);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
