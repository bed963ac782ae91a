export { RoomLoading as default } from "#components/shell/room-loading.tsx";
