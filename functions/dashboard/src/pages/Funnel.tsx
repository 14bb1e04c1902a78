import { texts } from '../texts';
import { Empty } from '../ui/kit';

export const FunnelPage = () => <Empty title={texts.refusal.notThere} hint={texts.refusal.notThereHint} />;
