import { texts } from '../texts';
import { Empty } from '../ui/kit';

export const PlaybookPage = () => <Empty title={texts.refusal.notThere} hint={texts.refusal.notThereHint} />;
