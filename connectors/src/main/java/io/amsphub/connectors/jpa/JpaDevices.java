package io.amsphub.connectors.jpa;

import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.port.Devices;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Devices} over JPA. */
public final class JpaDevices extends JpaRepository<Device, DeviceRow> implements Devices {

    /** A repository over a shared entity manager. */
    public JpaDevices(EntityManager entityManager) {
        super(entityManager, Device.class, DeviceRow.class, Set.of("amCentre", "state", "availability", "inGroup"));
    }

    @Override
    DeviceRow newRow() {
        return new DeviceRow();
    }

    @Override
    String id(Device aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Device aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Device aggregate, DeviceRow row) {
        row.organisation = aggregate.amCentre();
        row.state = aggregate.registration().name();
        row.amCentre = aggregate.amCentre();
        row.free = aggregate.free();
        row.availability = aggregate.live().availability().name();
        row.lastSeen = aggregate.live().lastSeen();
        row.liveJob = aggregate.live().job();
        row.connected = aggregate.connection() != null && aggregate.registration() != Registration.RETIRED;
        row.inGroup = aggregate.place().groups().stream().collect(Collectors.joining("|", "|", "|"));
    }

    @Override
    String condition(String column) {
        return column.equals("inGroup") ? "r.inGroup like concat('%|', :inGroup, '|%')" : super.condition(column);
    }

    @Override
    public List<Device> free(int limit) {
        return list(query("where r.free = true order by r.id"), limit);
    }

    @Override
    public List<Device> ofCentre(String amCentre, int limit) {
        return list(
                query("where r.amCentre = :centre and r.state <> :retired order by r.id")
                        .setParameter("centre", amCentre)
                        .setParameter("retired", Registration.RETIRED.name()),
                limit);
    }

    @Override
    public List<Device> connected(int limit) {
        return list(query("where r.connected = true order by r.id"), limit);
    }

    @Override
    public List<Device> silentSince(Instant since, int limit) {
        return list(
                query("where r.availability = :online and r.lastSeen < :since order by r.lastSeen")
                        .setParameter("online", Availability.ONLINE.name())
                        .setParameter("since", since),
                limit);
    }

    @Override
    public List<Device> lostWithJob(Instant since, int limit) {
        return list(
                query("where r.availability <> :online and r.lastSeen < :since and r.liveJob is not null"
                                + " order by r.lastSeen")
                        .setParameter("online", Availability.ONLINE.name())
                        .setParameter("since", since),
                limit);
    }
}
