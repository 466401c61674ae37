package io.amsphub.processors.step;

import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import java.time.Duration;

/** What time brings about: machines that fall silent, and offers that end. */
public final class FloorWatch {

    private static final int BATCH = 100;

    private final Devices devices;
    private final Quotes quotes;
    private final Production production;
    private final Journal journal;
    private final Duration silentAfter;
    private final Duration lostAfter;

    /**
     * Brings together what time touches.
     *
     * @param silentAfter how long an online machine may say nothing
     * @param lostAfter how long a machine with a job may be away before a person is asked
     */
    public FloorWatch(
            Devices devices,
            Quotes quotes,
            Production production,
            Journal journal,
            Duration silentAfter,
            Duration lostAfter) {
        this.devices = devices;
        this.quotes = quotes;
        this.production = production;
        this.journal = journal;
        this.silentAfter = silentAfter;
        this.lostAfter = lostAfter;
    }

    /** Marks machines that fell silent, and asks a person about jobs on machines that stay away. */
    public void watchMachines() {
        for (Device device : devices.silentSince(journal.now().minus(silentAfter), BATCH)) {
            Alarm alarm = new Alarm(
                    "SILENT",
                    Severity.WARNING,
                    "no message since " + device.live().lastSeen(),
                    "check power and network of the machine",
                    journal.now());
            devices.update(device.withLive(device.live().silent().withAlarm(alarm)));
            journal.noted(entry(device, alarm.message()), device.registration());
        }
        for (Device device : devices.lostWithJob(journal.now().minus(lostAfter), BATCH)) {
            String job = device.live().job();
            if (job != null) {
                production.ask(
                        WorkItem.Kind.RESOLVE_JOB,
                        job,
                        device.amCentre(),
                        "Machine " + device.id() + " is " + device.live().availability() + " since "
                                + device.live().lastSeen() + " with job " + job
                                + ". Go and look: wait for it, or declare the job lost so that it is made elsewhere.");
            }
        }
    }

    /** Ends offers whose time is over. */
    public void expireQuotes() {
        for (Quote quote : quotes.expired(journal.now(), BATCH)) {
            journal.moved(
                    QuoteState.TRANSITIONS,
                    new Journal.Entry(
                            "quote",
                            quote.id(),
                            quote.organisation(),
                            quote.id(),
                            Principal.HUB,
                            "valid until " + quote.expiresAt()),
                    quote.state(),
                    QuoteState.EXPIRED);
            quotes.update(quote.withState(QuoteState.EXPIRED));
        }
    }

    private static Journal.Entry entry(Device device, String why) {
        return new Journal.Entry("device", device.id(), device.amCentre(), device.id(), Principal.HUB, why);
    }
}
