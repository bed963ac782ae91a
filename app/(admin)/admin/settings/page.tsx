import type { Metadata } from "next";
import { SearchSetting } from "#components/admin/search-setting.tsx";
import { PagePane, PageSection } from "#components/shell/page-pane.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { hasSearch } from "#lib/search/rooms.ts";
import { setSearchAction } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { db, viewer, me } = await pageViewer();
  const isOn = await hasSearch(db, viewer);
  return (
    <PagePane title="Settings" lede={`What holds for everyone at ${me.company.name}.`} narrow>
      <PageSection
        title="Search"
        hint="Messages are sealed. To be found, each leaves keyed tokens of its words in the database: they show which messages of one room share words, not which words."
      >
        <SearchSetting isOn={isOn} set={setSearchAction} />
      </PageSection>
    </PagePane>
  );
}
