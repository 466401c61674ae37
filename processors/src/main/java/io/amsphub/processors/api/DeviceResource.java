package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.step.FloorDesk;
import java.util.List;

/** The registry of machines. */
public final class DeviceResource implements ApiResource {

    private final Devices devices;
    private final FloorDesk desk;

    /** The resource over its store and steps. */
    public DeviceResource(Devices devices, FloorDesk desk) {
        this.devices = devices;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.secret("registerDevice", OPERATORS, this::register),
                ApiOperation.of("listDevices", FLOOR_READERS, this::list),
                ApiOperation.of("getDevice", FLOOR_READERS, r -> show(200, device(r))),
                ApiOperation.of("setRegistration", OPERATORS, this::setRegistration),
                ApiOperation.of("clearPlatform", FLOOR, this::clearPlatform));
    }

    private HttpReply register(ApiRequest request) {
        FloorDesk.Registered registered = desk.register(request.body(FloorDesk.NewDevice.class), request.who());
        ObjectNode view = Views.device(registered.device());
        view.put("userName", registered.device().id());
        view.put("secret", registered.secret());
        return HttpReply.json(201, view)
                .with("Location", "/api/v1/devices/" + registered.device().id());
    }

    private HttpReply list(ApiRequest request) {
        PageRequest page = request.page("amCentre", "state", "availability");
        return Views.page(
                devices.page(new PageRequest(null, page.filters(), page.after(), page.limit())), Views::device);
    }

    private HttpReply setRegistration(ApiRequest request) {
        Device device = device(request);
        request.requireVersion(device.id(), device.version());
        Change change = request.body(Change.class);
        return show(200, desk.setRegistration(device, change.registration(), request.who(), change.reason()));
    }

    private HttpReply clearPlatform(ApiRequest request) {
        return show(200, desk.clearPlatform(device(request), request.who()));
    }

    private Device device(ApiRequest request) {
        return devices.get(Device.idOf(request.path("amCentre"), request.path("machine")));
    }

    private static HttpReply show(int status, Device device) {
        return HttpReply.json(status, Views.device(device)).withVersion(device.version());
    }

    /** The body of setRegistration. */
    record Change(Registration registration, String reason) {}
}
