export { default } from "../../rooms/[roomId]/not-found.tsx";
